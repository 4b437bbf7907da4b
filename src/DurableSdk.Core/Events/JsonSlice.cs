using System.Text.Json;

namespace DurableSdk.Events;

internal static class JsonSlice
{
    /// <summary>The bytes of the value at which the reader stands, not copied; leaves the reader on the value's last token.</summary>
    public static ReadOnlyMemory<byte> Take(ref Utf8JsonReader reader, ReadOnlyMemory<byte> source)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return source[start..(int)reader.BytesConsumed];
    }
}
