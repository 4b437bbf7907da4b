namespace DurableSdk.Events;

/// <summary>An entry about one durable operation of a run.</summary>
/// <param name="Id">The operation's id, such as <c>ChargeAsync#1</c>.</param>
public abstract record OperationEvent(string Id) : RunEvent;
