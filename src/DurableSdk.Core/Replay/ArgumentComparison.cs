using System.Text.Json;
using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>
/// Tells whether recorded arguments are those of today's call: the same bytes, or the same values but for parameters that are
/// exempt, or the same once the recorded ones are read with today's types (a new optional property blocks nobody).
/// </summary>
internal static class ArgumentComparison
{
    public static bool Match<TArguments>(
        ArgumentCodec<TArguments> codec, PayloadSerializer serializer, ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> current, PayloadName what)
    {
        if (recorded.Span.SequenceEqual(current.Span))
            return true;
        try
        {
            if (ElementsMatch(codec, serializer, recorded, current))
                return true;
            var decoded = serializer.DeserializeArguments(codec, recorded, what);
            return ElementsMatch(codec, serializer, serializer.SerializeArguments(codec, decoded, what), current);
        }
        catch (Exception e) when (e is DurableException or JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static bool ElementsMatch<TArguments>(
        ArgumentCodec<TArguments> codec, PayloadSerializer serializer, ReadOnlyMemory<byte> recorded, ReadOnlyMemory<byte> current)
    {
        var options = new JsonDocumentOptions { MaxDepth = serializer.DepthMax };
        using var left = JsonDocument.Parse(recorded, options);
        using var right = JsonDocument.Parse(current, options);
        if (left.RootElement.GetArrayLength() != right.RootElement.GetArrayLength())
            return false;
        for (var i = 0; i < right.RootElement.GetArrayLength(); i++)
        {
            if (!codec.NotCompared.Contains(i) && !JsonElement.DeepEquals(left.RootElement[i], right.RootElement[i]))
                return false;
        }

        return true;
    }
}
