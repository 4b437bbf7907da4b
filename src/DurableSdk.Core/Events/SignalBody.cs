using System.Buffers;
using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>What a signal's message carries in an inbox: its name, and its arguments as a JSON array.</summary>
internal static class SignalBody
{
    public static ReadOnlyMemory<byte> Write(string name, ReadOnlyMemory<byte> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(64 + arguments.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("name", name);
            writer.WritePropertyName("args");
            writer.WriteRawValue(arguments.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The event that the message becomes.</summary>
    public static SignalReceived Read(ReadOnlyMemory<byte> body, string? messageId)
    {
        var fields = EventFields.Read(body);
        return new SignalReceived(
            fields.Name ?? throw new FormatException("A signal has no name."),
            fields.Arguments ?? throw new FormatException($"Signal {fields.Name} has no arguments."),
            messageId);
    }
}
