namespace DurableSdk.Events;

/// <summary>What one entry of a run's log says. Immutable.</summary>
public abstract record RunEvent;
