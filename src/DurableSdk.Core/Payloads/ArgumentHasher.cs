using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Errors;

namespace DurableSdk.Payloads;

/// <summary>
/// Hashes the arguments of one run's steps: HMAC-SHA256 under a key that is made of the program's key and the run's seed, over the step's id and the arguments in a canonical
/// form. So equal arguments have different hashes in different runs and at different calls. Runs in flight depend on these very hashes: the way they are made never changes.
/// </summary>
internal sealed class ArgumentHasher(ArgumentHashKeys keys, ulong seed, PayloadSerializer serializer)
{
    /// <summary>What the log is to hold of the arguments.</summary>
    /// <exception cref="DurableException">DS2001: a value of the code's own JSON can't be read again.</exception>
    public ReadOnlyMemory<byte> Recorded<TArguments, TResult>(StepDescriptor<TArguments, TResult> step, string id, ReadOnlyMemory<byte> arguments) =>
        step.Options.Arguments == ArgumentRecording.Hash
            ? Hash(keys.Find(keys.Writes)!, keys.Writes, step.Arguments.NotCompared, id, arguments).Write()
            : arguments;

    /// <summary>The hash that these arguments would have beside that one, under the same key.</summary>
    /// <exception cref="DurableException">DS1031: the program doesn't have the key.</exception>
    public ArgumentHash Like(ArgumentHash recorded, IReadOnlyList<int> notCompared, string id, ReadOnlyMemory<byte> arguments) =>
        Hash(keys.Find(recorded.KeyId) ?? throw PayloadErrors.UnknownHashKey(id, recorded.KeyId!), recorded.KeyId, notCompared, id, arguments);

    private ArgumentHash Hash(byte[] key, string? keyId, IReadOnlyList<int> notCompared, string id, ReadOnlyMemory<byte> arguments)
    {
        Span<byte> run = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(run, seed);
        var buffer = new ArrayBufferWriter<byte>(arguments.Length + 64);
        Encoding.UTF8.GetBytes(id, buffer);
        buffer.Write("\0"u8);
        try
        {
            WriteCanonical(buffer, notCompared, arguments);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw PayloadErrors.CannotSerialize($"the arguments of step {id}", e);
        }

        return new(Convert.ToHexStringLower(HMACSHA256.HashData(HMACSHA256.HashData(key, run), buffer.WrittenSpan)), keyId);
    }

    private void WriteCanonical(ArrayBufferWriter<byte> buffer, IReadOnlyList<int> notCompared, ReadOnlyMemory<byte> arguments)
    {
        using var json = JsonDocument.Parse(arguments, new JsonDocumentOptions { MaxDepth = serializer.DepthMax });
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { MaxDepth = serializer.DepthMax });
        writer.WriteStartArray();
        foreach (var (i, argument) in json.RootElement.EnumerateArray().Index())
        {
            if (!notCompared.Contains(i))
                WriteCanonical(writer, argument);
        }

        writer.WriteEndArray();
    }

    /// <summary>The order of members says nothing, as where arguments are compared as values.</summary>
    private static void WriteCanonical(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteCanonical(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                    WriteCanonical(writer, element);
                writer.WriteEndArray();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }
}
