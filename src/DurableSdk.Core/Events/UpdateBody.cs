using System.Buffers;
using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>What an update's message carries in an inbox: its id, its name, and its arguments as a JSON array.</summary>
internal static class UpdateBody
{
    public static ReadOnlyMemory<byte> Write(string id, string name, ReadOnlyMemory<byte> arguments)
    {
        var buffer = new ArrayBufferWriter<byte>(96 + arguments.Length);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("id", id);
            writer.WriteString("name", name);
            writer.WritePropertyName("args");
            writer.WriteRawValue(arguments.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>The event that the message becomes where it is accepted.</summary>
    public static UpdateAccepted Read(ReadOnlyMemory<byte> body)
    {
        var fields = EventFields.Read(body);
        return new UpdateAccepted(
            fields.Id ?? throw new FormatException("An update has no id."),
            fields.Name ?? throw new FormatException($"Update {fields.Id} has no name."),
            fields.Arguments ?? throw new FormatException($"Update {fields.Id} has no arguments."));
    }

    /// <summary>
    /// The message's id in an inbox, where no other may be taken for it: a signal's has no control character, and what a run sends begins with the run's id, which isn't empty.
    /// </summary>
    public static string MessageId(string updateId) => $"\u001f{updateId}";
}
