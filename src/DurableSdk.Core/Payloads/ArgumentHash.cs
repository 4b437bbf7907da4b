using System.Buffers;
using System.Text.Json;

namespace DurableSdk.Payloads;

/// <summary>
/// What is recorded of arguments that are not to stand in the log: <c>{"hash":"…","key":"2026-01"}</c>, without the key's id where the program has none. Arguments
/// themselves are an array, so that one can't be taken for the other.
/// </summary>
internal readonly record struct ArgumentHash(string Hash, string? KeyId)
{
    private const int CharactersShown = 12;

    /// <summary>For messages: enough to tell it from another.</summary>
    public string Shown => Hash.Length > CharactersShown ? $"{Hash[..CharactersShown]}…" : Hash;

    public static bool IsOne(ReadOnlyMemory<byte> recorded) => recorded.Span.StartsWith("{"u8);

    /// <summary>What is damaged is a hash that no arguments have.</summary>
    public static ArgumentHash Read(ReadOnlyMemory<byte> recorded)
    {
        try
        {
            using var json = JsonDocument.Parse(recorded);
            return new(TextOf(json.RootElement, "hash") ?? "", TextOf(json.RootElement, "key"));
        }
        catch (JsonException)
        {
            return new("", null);
        }
    }

    public ReadOnlyMemory<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("hash"u8, Hash);
            if (KeyId is not null)
                writer.WriteString("key"u8, KeyId);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static string? TextOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
