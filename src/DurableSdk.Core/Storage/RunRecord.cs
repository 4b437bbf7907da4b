namespace DurableSdk.Storage;

/// <summary>A row of the list of runs.</summary>
public sealed record RunRecord
{
    /// <summary>The run's id.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>How it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The key it was started with, or null.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status last changed (UTC).</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it wants to go on by itself (UTC), or null.</summary>
    public DateTimeOffset? WakeAt { get; init; }
}

/// <summary>Which runs to list.</summary>
public sealed record RunQuery
{
    /// <summary>Only runs of this workflow name. Default: all.</summary>
    public string? Workflow { get; init; }

    /// <summary>Only runs with this status. Default: all.</summary>
    public RunStatus? Status { get; init; }

    /// <summary>Only the run with this idempotency key. Default: all.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>At most so many, 1 to 10,000. Default: 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>Only runs that come after this run id in the listing, for the next page. Default: from the newest.</summary>
    public string? After { get; init; }
}

/// <summary>How many runs there are of a kind.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">How they stand.</param>
/// <param name="Count">How many.</param>
public readonly record struct RunCount(string Workflow, int Version, RunStatus Status, long Count);
