using System.Text.Json;

namespace DurableSdk.Events;

/// <summary>What stands where something else belongs is damage, and not an empty value.</summary>
internal static class JsonShape
{
    public static void Need(in Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
            throw new FormatException($"{type} was expected at byte {reader.TokenStartIndex}, and {reader.TokenType} is there");
    }
}
