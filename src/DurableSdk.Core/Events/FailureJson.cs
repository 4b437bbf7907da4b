using System.Text.Json;

namespace DurableSdk.Events;

internal static class FailureJson
{
    public static void Write(Utf8JsonWriter writer, Failure failure)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("types");
        foreach (var type in failure.Types)
            writer.WriteStringValue(type);
        writer.WriteEndArray();
        writer.WriteString("message", failure.Message);
        if (failure.StackTrace is { } stack)
            writer.WriteString("stack", stack);
        WriteData(writer, failure.Data);
        if (failure.Properties is { } properties)
        {
            writer.WritePropertyName("properties");
            writer.WriteRawValue(properties.Span, skipInputValidation: true);
        }

        if (failure.Cause is { } cause)
        {
            writer.WritePropertyName("cause");
            Write(writer, cause);
        }

        writer.WriteEndObject();
    }

    /// <summary>Far more than is ever written; what a log holds must not be able to use up the stack.</summary>
    private const int CausesMax = 64;

    public static Failure Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source) => Read(ref reader, source, 0);

    private static Failure Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source, int depth)
    {
        if (depth > CausesMax)
            throw new FormatException($"a failure has more than {CausesMax} causes");
        JsonShape.Need(reader, JsonTokenType.StartObject);
        var failure = new Failure { Types = [], Message = "" };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            failure = Set(failure, name, ref reader, source, depth);
        }

        return failure;
    }

    private static Failure Set(Failure failure, string name, ref Utf8JsonReader reader, ReadOnlyMemory<byte> source, int depth)
    {
        switch (name)
        {
            case "types": return failure with { Types = ReadStrings(ref reader) };
            case "message": return failure with { Message = reader.GetString() ?? "" };
            case "stack": return failure with { StackTrace = reader.GetString() };
            case "data": return failure with { Data = ReadData(ref reader) };
            case "properties": return failure with { Properties = JsonSlice.Take(ref reader, source) };
            case "cause": return failure with { Cause = Read(ref reader, source, depth + 1) };
            default:
                reader.Skip();
                return failure;
        }
    }

    private static void WriteData(Utf8JsonWriter writer, IReadOnlyDictionary<string, string> data)
    {
        if (data.Count == 0)
            return;
        writer.WriteStartObject("data");
        foreach (var (key, value) in data)
            writer.WriteString(key, value);
        writer.WriteEndObject();
    }

    private static List<string> ReadStrings(ref Utf8JsonReader reader)
    {
        JsonShape.Need(reader, JsonTokenType.StartArray);
        var strings = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            strings.Add(reader.GetString() ?? "");
        return strings;
    }

    private static Dictionary<string, string> ReadData(ref Utf8JsonReader reader)
    {
        JsonShape.Need(reader, JsonTokenType.StartObject);
        var data = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            data[key] = reader.GetString() ?? "";
        }

        return data;
    }
}
