namespace DurableSdk.Events;

/// <summary>An update was refused; it has changed nothing.</summary>
/// <param name="Id">The update's id.</param>
/// <param name="Name">The update's name.</param>
/// <param name="Reason">Why.</param>
public sealed record UpdateRejected(string Id, string Name, string Reason) : OperationEvent(Id);
