namespace DurableSdk.Events;

/// <summary>An accepted update's method has ended.</summary>
/// <param name="Id">The update's id.</param>
/// <param name="Result">Its result as JSON; null where it failed.</param>
/// <param name="Failure">What it threw; null where it ended well.</param>
public sealed record UpdateCompleted(string Id, ReadOnlyMemory<byte>? Result, Failure? Failure) : OperationEvent(Id);
