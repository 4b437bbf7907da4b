namespace DurableSdk.Events;

/// <summary>Stands in a subscription for an event that is damaged, so that the stream goes on and nobody takes the event for delivered. No log holds one.</summary>
/// <param name="Report">What is wrong, as DS1006 says it.</param>
public sealed record DamagedEvent(string Report) : RunEvent;
