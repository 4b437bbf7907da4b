namespace DurableSdk.Events;

/// <summary>The run asked a child to stop that it no longer waits for; the request lies in the child's inbox since the same transaction.</summary>
/// <param name="Id">The operation that started the child.</param>
public sealed record ChildCancelRequested(string Id) : OperationEvent(Id);
