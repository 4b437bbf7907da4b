using System.Buffers;
using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>What a delivery's message carries in an inbox: the event that it becomes, all of it, for its id there is another one.</summary>
internal static class HookBody
{
    public static ReadOnlyMemory<byte> Write(HookResumed delivery)
    {
        var buffer = new ArrayBufferWriter<byte>(128 + delivery.Arguments.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            WriteFields(writer, delivery);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void WriteFields(Utf8JsonWriter writer, HookResumed delivery)
    {
        writer.WriteString("id", delivery.HookId);
        writer.WriteString("token", delivery.Token);
        if (delivery.MessageId is { } message)
            writer.WriteString("message", message);
        writer.WritePropertyName("args");
        writer.WriteRawValue(delivery.Arguments.Span, skipInputValidation: true);
    }

    public static HookResumed Read(ReadOnlyMemory<byte> body)
    {
        var fields = EventFields.Read(body);
        return new HookResumed(
            fields.Id ?? throw new FormatException("A delivery has no hook."),
            fields.Token ?? throw new FormatException($"A delivery to hook {fields.Id} has no token."),
            fields.Arguments ?? throw new FormatException($"A delivery to hook {fields.Id} has no payload."),
            fields.Message);
    }

    /// <summary>The message's id in an inbox: of one hook only, and never taken for a signal's, which has no control character.</summary>
    public static string MessageId(string tokenHash, string id) => $"hook\u001f{tokenHash}\u001f{id}";
}
