using DurableSdk.Events;

namespace DurableSdk.Storage;

/// <summary>
/// What events of a run say for its row, beside its status: kept by the store so that it is found without reading logs. The log holds all of it:
/// <see cref="Of"/> over a whole log gives it again.
/// </summary>
public sealed record RunProjection
{
    /// <summary>Whether <see cref="StatusText"/> counts.</summary>
    public bool SetsStatusText { get; init; }

    /// <summary>The status text from now on; null for none, and where it doesn't count.</summary>
    public string? StatusText { get => SetsStatusText ? field : null; init; }

    /// <summary>Attributes with their value from now on; null where it goes.</summary>
    public required IReadOnlyDictionary<string, AttributeValue?> Attributes { get; init; }

    /// <summary>What these events change, the last word on each counting; null for nothing.</summary>
    /// <param name="events">Events that follow each other in a run's log.</param>
    public static RunProjection? Of(IEnumerable<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var attributes = new Dictionary<string, AttributeValue?>(StringComparer.Ordinal);
        StatusSet? status = null;
        foreach (var e in events)
        {
            if (e is WorkflowStarted { StatusText: { } first })
                status = new StatusSet("", "", first);
            foreach (var (key, value) in e is WorkflowStarted started ? started.Attributes : WorkflowStarted.NoAttributes)
                attributes[key] = value;
            if (e is AttributesSet set)
                attributes[set.Key] = set.Value;
            status = e as StatusSet ?? status;
        }

        return status is null && attributes.Count == 0
            ? null
            : new RunProjection { SetsStatusText = status is not null, StatusText = status?.Text, Attributes = attributes };
    }
}
