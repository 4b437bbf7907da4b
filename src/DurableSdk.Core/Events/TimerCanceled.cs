namespace DurableSdk.Events;

/// <summary>A sleep was given up.</summary>
/// <param name="Id">The timer's id.</param>
public sealed record TimerCanceled(string Id) : OperationEvent(Id);
