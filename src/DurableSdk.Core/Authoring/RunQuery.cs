namespace DurableSdk;

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this workflow name. Default: all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only runs with this status. Default: all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only runs with one of these statuses. Default: all.</summary>
    public IReadOnlyCollection<RunStatus>? Statuses { get; init; }

    /// <summary>Only runs that have each of these attributes with this value, of the same type. Default: all.</summary>
    public IReadOnlyDictionary<string, AttributeValue>? Attributes { get; init; }

    /// <summary>Only runs that this run started as its children. Default: all.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Only the runs of the chain that began with this run: itself, and what it continued as. Default: all.</summary>
    public string? FirstRunId { get; init; }

    /// <summary>Only runs whose id begins like this, case and all. Default: all.</summary>
    public string? RunIdPrefix { get; init; }

    /// <summary>Only runs that were created at this time or later. Default: all.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Only runs that were created before this time. Default: all.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Only runs whose <see cref="RunRecord.UpdatedAt"/> is this time or later. Default: all.</summary>
    public DateTimeOffset? UpdatedAfter { get; init; }

    /// <summary>Only runs whose <see cref="RunRecord.UpdatedAt"/> is before this time. Default: all.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Only the run with this idempotency key; of a chain of continued runs the last. Default: all.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>At most so many, 1 to 10,000. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only runs that come after this run id in the listing, for the next page. Default: from the newest.</summary>
    public string? After { get; init; }

    /// <summary>For stores: refuses what no caller may ask for.</summary>
    /// <exception cref="ArgumentException">The limit is out of range, a list of statuses is empty, or an attribute has no value.</exception>
    public void ThrowIfMalformed()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Limit, 10_000);
        if (Statuses is { Count: 0 })
            throw new ArgumentException($"{nameof(Statuses)} is empty: no run has none of the statuses. Leave it out for all runs.");
        if (Attributes?.Count > MarkRules.AttributesMax)
            throw new ArgumentException($"{nameof(Attributes)} has {Attributes.Count} entries; a run has at most {MarkRules.AttributesMax} attributes.");
        if (Attributes?.FirstOrDefault(one => one.Value is null).Key is { } key)
            throw new ArgumentException($"{nameof(Attributes)} has no value for '{key}'. Give the value that the runs are to have.");
    }
}
