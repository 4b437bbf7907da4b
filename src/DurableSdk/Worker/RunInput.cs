namespace DurableSdk.Worker;

/// <summary>Something that happened for a run while its code waited.</summary>
internal abstract record RunInput;

/// <summary>A step's attempt runs longer than a moment.</summary>
internal sealed record AttemptRunsLong(StepAttempt Attempt) : RunInput;

/// <summary>A step's attempt had its grace period to end in.</summary>
internal sealed record GraceOver(StepAttempt Attempt) : RunInput;

/// <summary>A sleep or the wait before a retry is over.</summary>
internal sealed record OperationDue(string Id) : RunInput;

/// <summary>Messages lie in the run's inbox.</summary>
internal sealed record InboxArrived : RunInput;

/// <summary>Somebody has ended the run.</summary>
internal sealed record RunTerminated : RunInput;

/// <summary>The run's code went on after it was dropped from memory: it awaits something foreign.</summary>
internal sealed record LateViolation(DurableException Error) : RunInput;

/// <summary>The run may have waited long enough for a message to be let go.</summary>
internal sealed record QuietTimeOver : RunInput;

/// <summary>Other runs wait for room: this one may be let go, if it only waits.</summary>
internal sealed record RoomWanted : RunInput;

/// <summary>Look again: the run's code has left its scheduler, or the host stops.</summary>
internal sealed record Wake : RunInput;
