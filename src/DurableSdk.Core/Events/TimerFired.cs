namespace DurableSdk.Events;

/// <summary>A sleep ended.</summary>
/// <param name="Id">The timer's id.</param>
public sealed record TimerFired(string Id) : OperationEvent(Id);
