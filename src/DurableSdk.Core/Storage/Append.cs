namespace DurableSdk.Storage;

/// <summary>
/// One transaction on one run. It is lent: once the task that it was given for is over, it, its list of events and their bodies are used again. A store that needs any of it for longer keeps a <see cref="Copy"/>.
/// </summary>
public sealed record Append
{
    private long _expectedSequence;
    private RunStatus _status;
    private DateTimeOffset? _wakeAt;
    private bool _mayBlock;

    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The sequence of the run's last event as the owner knows it; the new events follow it without a gap.</summary>
    public required long ExpectedSequence
    {
        get => _expectedSequence;
        init => _expectedSequence = value;
    }

    /// <summary>The events, at least one.</summary>
    public required IReadOnlyList<StoredEvent> Events { get; init; }

    /// <summary>The run's status from now on.</summary>
    public required RunStatus Status
    {
        get => _status;
        init => _status = value;
    }

    /// <summary>When a waiting run wants attention by itself (UTC); null for never. Ignored for finished runs.</summary>
    public DateTimeOffset? WakeAt
    {
        get => _wakeAt;
        init => _wakeAt = value;
    }

    /// <summary>Positions of messages that leave the inbox with this append.</summary>
    public IReadOnlyList<long> ConsumedInbox { get; init; } = [];

    /// <summary>With <see cref="RunStatus.Blocked"/>: the build that could not go on.</summary>
    public string? BlockedBuild { get; init; }

    /// <summary>What the events change in the run's row for those who look; null for nothing. Written in the same transaction.</summary>
    public RunProjection? Projection { get; init; }

    /// <summary>With <see cref="RunStatus.ContinuedAsNew"/>, and only then: the run that goes on.</summary>
    public NextRun? Next { get; init; }

    /// <summary>
    /// Messages that other runs, or this one, get in the same transaction, in this order. Where one of them can't be delivered, nothing is
    /// committed (<see cref="AppendOutcome.MessageRefused"/>), and the caller proposes what it wants to record instead.
    /// </summary>
    public IReadOnlyList<OutgoingMessage> Messages { get; init; } = [];

    /// <summary>
    /// Hooks that are made in the same transaction. Where the token of one belongs to another open hook of a run that hasn't finished, nothing is committed
    /// (<see cref="AppendOutcome.HookRefused"/>). A run that continued as this one has left its hooks to it.
    /// </summary>
    public IReadOnlyList<NewHook> Hooks { get; init; } = [];

    /// <summary>Runs that are created in the same transaction: what this one starts as its children. No run has their ids yet; they have no idempotency keys, and no message reaches them by this append.</summary>
    public IReadOnlyList<NewRun> Children { get; init; } = [];

    /// <summary>For stores: whether the caller's thread has nothing else to do until this is on disk, so that a store may write on it. Default: false, for it may be needed by others.</summary>
    public bool MayBlock
    {
        get => _mayBlock;
        init => _mayBlock = value;
    }

    /// <summary>For stores: whether the run has come further, so that the crashes before no longer count. That a step was begun says nothing: it may be what ends the process each time.</summary>
    public bool IsProgress => Events.Any(stored => stored.Kind != EventKind.StepStarted);

    /// <summary>For stores: the same, in memory of its own.</summary>
    public Append Copy() => this with { Events = [.. Events.Select(static stored => stored.Copy())] };

    /// <summary>For the engine, where the last use is over; the events are changed in their own list, and all else stays as it is.</summary>
    internal void Reuse(long expectedSequence, RunStatus status, DateTimeOffset? wakeAt, bool mayBlock) =>
        (_expectedSequence, _status, _wakeAt, _mayBlock) = (expectedSequence, status, wakeAt, mayBlock);

    /// <summary>For stores: refuses what no caller may ask for.</summary>
    /// <exception cref="ArgumentException">There are no events, their sequences don't follow, the next run is missing or too much, or a child isn't one.</exception>
    public void ThrowIfMalformed()
    {
        if (Events.Count == 0)
            throw new ArgumentException("An append has at least one event.");
        for (var i = 0; i < Events.Count; i++)
        {
            if (Events[i].Sequence != ExpectedSequence + 1 + i)
                throw new ArgumentException($"Event {i} has sequence {Events[i].Sequence}, not {ExpectedSequence + 1 + i}.");
        }

        if (Next is null == (Status == RunStatus.ContinuedAsNew))
            throw new ArgumentException($"An append has a next run where its status is {RunStatus.ContinuedAsNew}, and only there; it is {Status}.");
        Next?.ThrowIfMalformed();
        foreach (var child in Children)
        {
            child.ThrowIfMalformed();
            if (child.IdempotencyKey is not null || child.Message is not null)
                throw new ArgumentException($"Child {child.RunId} has an idempotency key or a message.");
        }
    }
}

/// <summary>What came of an append.</summary>
/// <param name="Outcome">Whether it was committed.</param>
/// <param name="LastSequence">The sequence of the run's last event now (0 where the run is unknown).</param>
public readonly record struct AppendResult(AppendOutcome Outcome, long LastSequence)
{
    /// <summary>With <see cref="AppendOutcome.MessageRefused"/>: what would come of each of <see cref="Append.Messages"/>, in their order; else null.</summary>
    public IReadOnlyList<SendResult>? Sent { get; init; }

    /// <summary>With <see cref="AppendOutcome.HookRefused"/>: for each of <see cref="Append.Hooks"/>, in their order, the run whose open hook has its token, or null; else null.</summary>
    public IReadOnlyList<string?>? HookOwners { get; init; }
}

/// <summary>Whether an append was committed.</summary>
public enum AppendOutcome
{
    /// <summary>It is on disk.</summary>
    Committed,

    /// <summary>The expected sequence was not the run's last.</summary>
    SequenceConflict,

    /// <summary>Another owner has taken over.</summary>
    Fenced,

    /// <summary>The run has finished.</summary>
    RunFinished,

    /// <summary>The run is not claimed by this owner, or unknown, or a message of <see cref="Append.ConsumedInbox"/> is not in its inbox.</summary>
    NotClaimed,

    /// <summary>A message of <see cref="Append.Messages"/> is for a run that is unknown or has finished; <see cref="AppendResult.Sent"/> says which.</summary>
    MessageRefused,

    /// <summary>The token of one of <see cref="Append.Hooks"/> is taken; <see cref="AppendResult.HookOwners"/> says by whom.</summary>
    HookRefused,
}
