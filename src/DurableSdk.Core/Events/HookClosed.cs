namespace DurableSdk.Events;

/// <summary>The code closed a hook; what was delivered before is in the log before this.</summary>
/// <param name="Id">The operation that made the hook.</param>
public sealed record HookClosed(string Id) : OperationEvent(Id);
