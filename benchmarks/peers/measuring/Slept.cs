namespace DurableSdk.Peers.Measuring;

/// <param name="Before">When the step before the sleep ran.</param>
/// <param name="After">When the step after it ran.</param>
public sealed record Slept(DateTimeOffset Before, DateTimeOffset After);
