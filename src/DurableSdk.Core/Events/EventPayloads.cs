using System.Buffers;
using System.Text.Json;
using DurableSdk.Errors;
using DurableSdk.Payloads;

namespace DurableSdk.Events;

/// <summary>Encodes and decodes the payloads within the JSON of an event or a message; everything else of it stays readable.</summary>
internal static class EventPayloads
{
    private static readonly (string Field, string What)[] Fields = [("args", "the arguments"), ("result", "the result"), ("failure", "the failure"), ("token", "the hook's token")];

    /// <summary>The body with its payloads encoded, or null where the codecs have left all of them as they are.</summary>
    public static ReadOnlyMemory<byte>? Encode(PayloadCodecs codecs, BodyPlace place, ReadOnlyMemory<byte> body)
    {
        var isEncoded = false;
        var encoded = Rewrite(codecs, place, body, (payload, context) =>
        {
            var written = codecs.Encode(payload, context);
            isEncoded |= !written.Equals(payload);
            return written;
        });
        return isEncoded ? encoded : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>The body with its payloads as they were.</summary>
    public static ReadOnlyMemory<byte> Decode(PayloadCodecs codecs, BodyPlace place, ReadOnlyMemory<byte> body) =>
        Rewrite(codecs, place, body, (payload, context) =>
        {
            var decoded = codecs.Decode(payload, context);
            ThrowIfNoJson(decoded, context);
            return decoded;
        });

    private static ReadOnlyMemory<byte> Rewrite(
        PayloadCodecs codecs, BodyPlace place, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, PayloadContext, ReadOnlyMemory<byte>> rewrite)
    {
        var buffer = new ArrayBufferWriter<byte>(body.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            var reader = new Utf8JsonReader(body.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            reader.Read();
            writer.WriteStartObject();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString()!;
                reader.Read();
                var value = JsonSlice.Take(ref reader, body);
                if (Array.Find(Fields, field => field.Field == name).What is { } what)
                    value = rewrite(value, new PayloadContext($"{what} in {place.Description}", $"{place.Binding}/{name}", codecs.BytesMax));
                writer.WritePropertyName(name);
                writer.WriteRawValue(value.Span, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>What a codec gives back goes into the event's JSON as it is: it must not change what stands around it.</summary>
    private static void ThrowIfNoJson(ReadOnlyMemory<byte> payload, PayloadContext context)
    {
        try
        {
            var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read())
            {
            }
        }
        catch (JsonException e)
        {
            throw CodecErrors.CannotDecode(context, "its codecs", e);
        }
    }
}

/// <summary>Where a body stands, for people and for codecs.</summary>
internal readonly record struct BodyPlace(string Description, string Binding)
{
    public static BodyPlace OfEvent(string runId, long sequence) => new($"event {sequence} of run {runId}", $"{runId}/{sequence}");

    /// <summary>Messages move along a chain of runs, and get no sequence before they are received.</summary>
    public static BodyPlace OfMessage => new("a message", "message");
}
