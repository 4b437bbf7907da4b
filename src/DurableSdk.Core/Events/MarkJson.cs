using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>Status texts and attributes in events.</summary>
internal static class MarkJson
{
    public static void Write(Utf8JsonWriter writer, MarkEvent mark)
    {
        writer.WriteString("source", mark.Source);
        switch (mark)
        {
            case StatusSet { Text: { } text }:
                writer.WriteString("text", text);
                break;
            case AttributesSet attribute:
                writer.WriteString("key", attribute.Key);
                if (attribute.Value is { } value)
                {
                    writer.WriteString("type", value.Type.ToString());
                    writer.WriteString("value", value.Text);
                }

                break;
        }
    }

    /// <summary>What a run begins with.</summary>
    public static void WriteFirst(Utf8JsonWriter writer, WorkflowStarted e)
    {
        if (e.StatusText is { } text)
            writer.WriteString("text", text);
        if (e.Attributes.Count == 0)
            return;
        writer.WriteStartObject("attributes");
        foreach (var (key, value) in e.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            writer.WriteStartArray(key);
            writer.WriteStringValue(value.Type.ToString());
            writer.WriteStringValue(value.Text);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    public static Dictionary<string, AttributeValue> ReadAttributes(ref Utf8JsonReader reader)
    {
        JsonShape.Need(reader, JsonTokenType.StartObject);
        var attributes = new Dictionary<string, AttributeValue>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            JsonShape.Need(reader, JsonTokenType.StartArray);
            reader.Read();
            var type = reader.GetString();
            reader.Read();
            attributes[key] = ValueOf(type, reader.GetString()) ?? throw new FormatException($"attribute {key} has no value");
            reader.Read();
            JsonShape.Need(reader, JsonTokenType.EndArray);
        }

        return attributes;
    }

    public static AttributeValue? ValueOf(string? type, string? text) => type is null || text is null ? null
        : Enum.TryParse<AttributeType>(type, out var known) ? new AttributeValue(known, text)
        : throw new FormatException($"an attribute has the unknown type {type}");
}
