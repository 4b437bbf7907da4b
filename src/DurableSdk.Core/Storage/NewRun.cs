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

    /// <summary>The run that started it as its child; null for none.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>What the first event says for the run's row; null for nothing.</summary>
    public RunProjection? Projection { get; init; }
    /// <summary>
    /// A message for the run's inbox, in the transaction of its creation; it doesn't bring <see cref="StartAt"/> forward. Where the run exists already, it is sent to that.
    /// </summary>
    public InboxMessage? Message { get; init; }

    /// <summary>Event 1, <see cref="EventKind.WorkflowStarted"/>.</summary>
    public required StoredEvent Started { get; init; }

    /// <summary>The events that follow it, from sequence 2: what a fork has from the run that it comes from. Default: none.</summary>
    public IReadOnlyList<StoredEvent> Copied { get; init; } = [];

    /// <summary>The run that this one is forked from, or null.</summary>
    public string? ForkedFromRunId { get; init; }

    /// <summary>For stores: whether an <see cref="IRunIntake"/> may take it, for it begins at once, with nothing but its first event.</summary>
    public bool MayBeTaken => this is { StartAt: null, Message: null, ForkedFromRunId: null, Copied.Count: 0 };

    /// <summary>For stores: refuses what no caller may ask for.</summary>
    /// <exception cref="ArgumentException">An id is too long, or the events aren't a log's beginning.</exception>
    public void ThrowIfMalformed()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(RunId.Length, 200, nameof(RunId));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(IdempotencyKey?.Length ?? 0, 200, nameof(IdempotencyKey));
        if (Started is not { Sequence: 1, Kind: EventKind.WorkflowStarted } || Copied.Index().Any(e => e.Item.Sequence != e.Index + 2))
            throw new ArgumentException("The first event is WorkflowStarted with sequence 1, and the others follow without a gap.");
    }
}
