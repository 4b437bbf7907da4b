namespace DurableSdk.Events;

/// <summary>A blocked run goes on.</summary>
public sealed record Resumed : RunEvent;
