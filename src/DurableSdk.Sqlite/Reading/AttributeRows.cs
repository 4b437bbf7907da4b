using System.Collections.ObjectModel;
using System.Text.Json;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A run's attributes as its record has them.</summary>
internal static class AttributeRows
{
    private static readonly IReadOnlyDictionary<string, AttributeValue> None = ReadOnlyDictionary<string, AttributeValue>.Empty;

    /// <summary>From the rows as SQLite gathers them: an array of arrays of key, type and value.</summary>
    public static IReadOnlyDictionary<string, AttributeValue> Read(string json)
    {
        if (json == "[]")
            return None;
        using var document = JsonDocument.Parse(json);
        return document.RootElement.EnumerateArray().ToDictionary(
            row => row[0].GetString()!, row => new AttributeValue((AttributeType)row[1].GetInt32(), row[2].GetString()!), StringComparer.Ordinal);
    }

    /// <summary>Those of a new run.</summary>
    public static IReadOnlyDictionary<string, AttributeValue> Of(RunProjection? first)
    {
        var attributes = first?.Attributes.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal);
        return attributes is { Count: > 0 } ? attributes : None;
    }
}
