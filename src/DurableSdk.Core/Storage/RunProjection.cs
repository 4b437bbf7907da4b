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
        // Of the many events of a busy run hardly any says something.
        Dictionary<string, AttributeValue?>? attributes = null;
        StatusSet? status = null;
        foreach (var e in events)
        {
            if (e is WorkflowStarted started)
            {
                status = started.StatusText is { } first ? new StatusSet("", "", first) : status;
                foreach (var (key, value) in started.Attributes)
                    Attributes()[key] = value;
            }
            else if (e is AttributesSet set)
            {
                Attributes()[set.Key] = set.Value;
            }

            status = e as StatusSet ?? status;
        }

        return status is null && attributes is null
            ? null
            : new RunProjection { SetsStatusText = status is not null, StatusText = status?.Text, Attributes = Attributes() };

        Dictionary<string, AttributeValue?> Attributes() => attributes ??= new(StringComparer.Ordinal);
    }
}
