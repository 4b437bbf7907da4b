using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>What the core asks of its driver.</summary>
internal abstract record Command;

/// <summary>Execute a step that is still open.</summary>
/// <param name="Call">The call.</param>
/// <param name="Attempt">The attempt to make, from 1.</param>
/// <param name="IsRecorded">Whether the log already holds an entry of the step (its arguments then stand there).</param>
internal record ExecuteStep(StepCall Call, int Attempt, bool IsRecorded) : Command
{
    /// <summary>When the attempt is due (UTC); null for at once.</summary>
    public virtual DateTimeOffset? NotBefore => null;
}

/// <summary>Execute a step again whose attempt has failed, as the log says.</summary>
/// <param name="Call">The call.</param>
/// <param name="Attempt">The attempt to make, from 1.</param>
/// <param name="DueAt">When the attempt is due (UTC).</param>
internal sealed record RetryStep(StepCall Call, int Attempt, DateTimeOffset DueAt) : ExecuteStep(Call, Attempt, IsRecorded: true)
{
    public override DateTimeOffset? NotBefore => DueAt;
}

/// <summary>Record a sleep that has begun.</summary>
/// <param name="Call">The sleep.</param>
internal sealed record StartTimer(TimerCall Call) : Command;

/// <summary>Fire a recorded sleep when it is due.</summary>
/// <param name="Id">The timer.</param>
/// <param name="DueAt">When (UTC).</param>
internal sealed record AwaitTimer(string Id, DateTimeOffset DueAt) : Command;

/// <summary>Send a signal to another run, in the transaction that records it.</summary>
/// <param name="Call">The signal.</param>
internal sealed record SendSignal(SendCall Call) : Command;

/// <summary>Make a hook, in the transaction that records it; a token that the code doesn't give is drawn by the driver.</summary>
/// <param name="Call">The hook.</param>
internal sealed record CreateHook(HookCall Call) : Command;

/// <summary>Let a recorded hook expire when its time is over.</summary>
/// <param name="HookId">The operation that made it.</param>
/// <param name="DueAt">When (UTC).</param>
internal sealed record AwaitExpiry(string HookId, DateTimeOffset DueAt) : Command;

/// <summary>Take no more deliveries for a hook, and record that once all that came before are recorded.</summary>
/// <param name="HookId">The operation that made it.</param>
internal sealed record CloseHook(string HookId) : Command;

/// <summary>Create the run of a workflow that the code has called, in the transaction that records it.</summary>
/// <param name="Call">The call.</param>
internal sealed record StartChild(ChildCall Call) : Command;

/// <summary>Ask a child to stop, in the transaction that records it.</summary>
/// <param name="Id">The operation that started it.</param>
/// <param name="RunId">The child.</param>
internal sealed record CancelChild(string Id, string RunId) : Command;

/// <summary>Fire the token of a step's attempt; its outcome may still be recorded.</summary>
/// <param name="Id">The step.</param>
internal sealed record CancelStep(string Id) : Command;

/// <summary>Record that the run begins to undo its steps.</summary>
/// <param name="Event">What is recorded.</param>
internal sealed record BeginCompensation(CompensationStarted Event) : Command;

/// <summary>Fire the token of a step's attempt and record its outcome, at the latest after the grace period.</summary>
/// <param name="Call">The call.</param>
/// <param name="Attempt">The attempt that may be in flight.</param>
/// <param name="IsRecorded">Whether the log already holds an entry of the step.</param>
/// <param name="BeginsAt">The sequence of the event from which on it may have been begun.</param>
/// <param name="NotBefore">When that attempt is due, for a retry.</param>
/// <param name="GivenUpAt">The time of the log from which on nothing of it was begun.</param>
internal sealed record SettleStep(StepCall Call, int Attempt, bool IsRecorded, long BeginsAt, DateTimeOffset? NotBefore, DateTimeOffset GivenUpAt) : Command;

/// <summary>Record that a sleep was given up.</summary>
/// <param name="Id">The timer.</param>
internal sealed record CancelTimer(string Id) : Command;

/// <summary>Record that the run takes a change; before anything that was asked for later.</summary>
/// <param name="PatchId">The id that the code gave the change.</param>
internal sealed record RecordPatch(string PatchId) : Command;

/// <summary>Record how an accepted update ended.</summary>
/// <param name="Outcome">Its result or its failure.</param>
internal sealed record CompleteUpdate(UpdateCompleted Outcome) : Command;

/// <summary>Record what the code has said of the run; it is on disk before a step begins that was called later.</summary>
/// <param name="Event">What it said.</param>
internal sealed record RecordMark(MarkEvent Event) : Command;

/// <summary>Record the run's end.</summary>
/// <param name="Outcome">WorkflowCompleted, WorkflowFailed or WorkflowCanceled.</param>
internal sealed record FinishRun(RunEvent Outcome) : Command
{
    /// <summary>Children that still run: asked to stop with it.</summary>
    public IReadOnlyList<CancelChild> Children { get; init; } = [];

    /// <summary>The run that started this one as its child, or null.</summary>
    public ParentLink? Parent { get; init; }

    /// <summary>What <see cref="Parent"/> is told; null where nobody waits for the run.</summary>
    public ChildEnded? Told { get; init; }
}

/// <summary>Record the run's end together with the run that goes on for it.</summary>
/// <param name="Arguments">The next run's arguments as a JSON array.</param>
/// <param name="FirstRunId">The first run of the chain.</param>
/// <param name="Unused">What came from outside and no code has seen; the next run's log begins with it.</param>
internal sealed record ContinueRun(ReadOnlyMemory<byte> Arguments, string FirstRunId, IReadOnlyList<RunEvent> Unused) : Command
{
    /// <summary>The attributes that the next run begins with.</summary>
    public required IReadOnlyDictionary<string, AttributeValue> Attributes { get; init; }

    /// <summary>The status text that the next run begins with.</summary>
    public required string? StatusText { get; init; }

    /// <summary>Children that still run: asked to stop with it.</summary>
    public IReadOnlyList<CancelChild> Children { get; init; } = [];

    /// <summary>The run that started this one as its child, or null; it waits for the last of the chain.</summary>
    public ParentLink? Parent { get; init; }
}

/// <summary>Record that the run cannot go on.</summary>
/// <param name="Error">Why.</param>
internal sealed record BlockRun(DurableException Error) : Command;
