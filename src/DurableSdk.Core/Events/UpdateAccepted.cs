namespace DurableSdk.Events;

/// <summary>An update was accepted: its method is called.</summary>
/// <param name="Id">The update's id.</param>
/// <param name="Name">The update's name.</param>
/// <param name="Arguments">What it was sent with, as a JSON array.</param>
public sealed record UpdateAccepted(string Id, string Name, ReadOnlyMemory<byte> Arguments) : OperationEvent(Id);
