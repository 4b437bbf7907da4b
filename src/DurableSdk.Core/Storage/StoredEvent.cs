namespace DurableSdk.Storage;

/// <summary>An event as a store keeps it.</summary>
/// <param name="Sequence">Its place in the run's log, from 1, without a gap.</param>
/// <param name="Kind">Which event it is.</param>
/// <param name="Format">The version of the body's format.</param>
/// <param name="At">When the owner recorded it (UTC, to the microsecond).</param>
/// <param name="Body">The event's content; stores never look inside.</param>
/// <param name="Checksum">CRC-32C over run id, sequence, kind and body; made and checked above the store.</param>
public readonly record struct StoredEvent(
    long Sequence, EventKind Kind, int Format, DateTimeOffset At, ReadOnlyMemory<byte> Body, uint Checksum)
{
    /// <summary>What the store itself found wrong with what it has read, for people; null where nothing is. Such an event is reported, and never replayed.</summary>
    public string? Damage { get; init; }

    /// <summary>For stores: the same, its body in memory of its own.</summary>
    public StoredEvent Copy() => this with { Body = Body.ToArray() };
}
