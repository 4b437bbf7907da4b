using System.Buffers;
using System.Text.Json;

namespace DurableSdk.Payloads;

/// <summary>
/// An encoded payload in an event's JSON: <c>{"$codec":"aes-gcm/2026-01,gzip","data":"…"}</c>. A payload of the user's that begins like one is put into one without a codec.
/// </summary>
internal static class PayloadEnvelope
{
    private static ReadOnlySpan<byte> Beginning => "{\"$codec\":"u8;

    public static bool IsLike(ReadOnlySpan<byte> json) => json.StartsWith(Beginning);

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<CodecLabel> labels, ReadOnlyMemory<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>((data.Length / 3 * 4) + 128);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("$codec"u8, string.Join(',', labels));
            writer.WriteBase64String("data"u8, data.Span);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <exception cref="FormatException">It isn't one.</exception>
    /// <exception cref="JsonException">It isn't one.</exception>
    public static (IReadOnlyList<CodecLabel> Labels, ReadOnlyMemory<byte> Data) Read(ReadOnlyMemory<byte> json)
    {
        string? labels = null;
        byte[]? data = null;
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isData = reader.ValueTextEquals("data"u8);
            var isLabels = reader.ValueTextEquals("$codec"u8);
            reader.Read();
            if (isData)
                data = reader.GetBytesFromBase64();
            else if (isLabels)
                labels = reader.GetString();
            else
                reader.Skip();
        }

        return labels is null || data is null ? throw new FormatException("an encoded payload is incomplete") : (CodecLabel.ParseAll(labels), data);
    }
}
