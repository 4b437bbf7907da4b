namespace DurableSdk.Events;

/// <summary>Somebody asked the run to stop.</summary>
/// <param name="Reason">Why, or null.</param>
public sealed record CancelRequested(string? Reason) : RunEvent;
