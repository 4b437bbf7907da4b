namespace DurableSdk.Events;

/// <summary>Somebody asked the run to pause: nothing new begins until it is resumed or cancelled.</summary>
/// <param name="Reason">Why, or null.</param>
public sealed record Paused(string? Reason) : RunEvent;
