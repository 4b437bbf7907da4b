namespace DurableSdk.Events;

/// <summary>The workflow's method has ended by an exception or a cancellation, and the run begins to undo its steps. Its end follows when that is done.</summary>
/// <param name="Failure">By what the method ended; null where the run was cancelled.</param>
/// <param name="Reason">Why the run was cancelled, or null.</param>
public sealed record CompensationStarted(Failure? Failure, string? Reason) : RunEvent;
