namespace DurableSdk.Storage;

/// <summary>A run to be created.</summary>
public sealed record NewRun
{
    /// <summary>The run's id, at most 200 characters.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's name.</summary>
    public required string Workflow { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>At most one run of a workflow name has a given key; null for none. At most 200 characters.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>A hash of the arguments, by which a second start with the same key is told from a mistake.</summary>
    public required ReadOnlyMemory<byte> InputHash { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Not before this time is it claimed (UTC). Default: at once.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>
    /// A message for the run's inbox, in the transaction of its creation; it doesn't bring <see cref="StartAt"/> forward. Where the run exists already, it is sent to that.
    /// </summary>
    public InboxMessage? Message { get; init; }

    /// <summary>Event 1, <see cref="EventKind.WorkflowStarted"/>.</summary>
    public required StoredEvent Started { get; init; }
}
