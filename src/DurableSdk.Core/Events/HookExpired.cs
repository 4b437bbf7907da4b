namespace DurableSdk.Events;

/// <summary>A hook's time is over; what was delivered before is in the log before this.</summary>
/// <param name="Id">The operation that made the hook.</param>
public sealed record HookExpired(string Id) : OperationEvent(Id);
