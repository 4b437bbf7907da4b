namespace DurableSdk.Events;

/// <summary>Something that was sent to the run arrived.</summary>
/// <param name="Name">The signal's name.</param>
/// <param name="Arguments">What it carries, as a JSON array.</param>
/// <param name="MessageId">The sender's id of it, by which a second delivery was told from a second signal; or null.</param>
public sealed record SignalReceived(string Name, ReadOnlyMemory<byte> Arguments, string? MessageId) : RunEvent;
