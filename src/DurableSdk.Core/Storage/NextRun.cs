namespace DurableSdk.Storage;

/// <summary>
/// The run that goes on for one that ends as <see cref="RunStatus.ContinuedAsNew"/>. It has the workflow's name, the idempotency key and the
/// input hash of the one before it, and its parent; the messages that lie in that one's inbox, and the ids that it has seen, move to it.
/// </summary>
public sealed record NextRun
{
    /// <summary>The run's id, at most 200 characters; no run has it yet.</summary>
    public required string RunId { get; init; }

    /// <summary>The workflow's version.</summary>
    public required int Version { get; init; }

    /// <summary>When it was created (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its first events, from sequence 1: <see cref="EventKind.WorkflowStarted"/>, then what the one before received and didn't use.</summary>
    public required IReadOnlyList<StoredEvent> Events { get; init; }

    /// <summary>What its first events say for its row; null for nothing.</summary>
    public RunProjection? Projection { get; init; }

    internal void ThrowIfMalformed()
    {
        if (RunId.Length is 0 or > 200)
            throw new ArgumentException($"The next run's id has {RunId.Length} characters.");
        if (Events.Count == 0 || Events[0].Kind != EventKind.WorkflowStarted || Events.Index().Any(e => e.Item.Sequence != e.Index + 1))
            throw new ArgumentException("The next run's events begin with WorkflowStarted, and their sequences with 1.");
    }
}
