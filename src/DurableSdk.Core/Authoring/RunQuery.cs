namespace DurableSdk;

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this workflow name. Default: all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only runs with this status. Default: all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only the run with this idempotency key; of a chain of continued runs the last. Default: all.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>At most so many, 1 to 10,000. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only runs that come after this run id in the listing, for the next page. Default: from the newest.</summary>
    public string? After { get; init; }
}
