namespace DurableSdk.Worker;

/// <summary>How a step's attempt ended.</summary>
internal abstract record AttemptOutcome;

/// <summary>With a result, as JSON.</summary>
internal sealed record AttemptCompleted(ReadOnlyMemory<byte> Result) : AttemptOutcome;

/// <summary>By an exception.</summary>
/// <param name="Exception">What it threw, or the end of the time that it had.</param>
/// <param name="IsFenced">Whether it still ran when it was given up: it may have its effect yet.</param>
internal sealed record AttemptFailed(Exception Exception, bool IsFenced = false) : AttemptOutcome;

/// <summary>The step can't be executed or its result not be recorded before somebody mends something; the run is blocked.</summary>
internal sealed record AttemptBlocked(DurableException Error) : AttemptOutcome;

/// <summary>The host stopped; nothing is recorded, and the attempt is made again after the next start.</summary>
internal sealed record AttemptAbandoned : AttemptOutcome;
