using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>An event of some run, as a subscriber gets it.</summary>
/// <param name="Position">Its place in the order of all events; grows, with gaps.</param>
/// <param name="RunId">The run; empty for a <see cref="DamagedEvent"/> whose run isn't known.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">The workflow's version.</param>
/// <param name="Entry">The event with its sequence in the run and its time.</param>
public sealed record SubscribedEvent(long Position, string RunId, string Workflow, int Version, LogEntry Entry)
{
    /// <summary>What is damaged is damaged for ever, and comes as such; what this program only can't read yet throws, and is there later.</summary>
    /// <exception cref="DurableException">DS1006: a newer version of DurableSdk wrote the event; DS2010, DS2011, DS2013: a payload can't be decoded.</exception>
    internal static SubscribedEvent Of(PositionedEvent e, EventCodec codec) => new(e.Position, e.RunId, e.Workflow.Name, e.Workflow.Version, EntryOf(e, codec));

    private static LogEntry EntryOf(PositionedEvent e, EventCodec codec)
    {
        if (EventCodec.DamageOf(e.RunId, e.Stored) is not { } damage)
            return codec.Decode(e.RunId, e.Stored);
        var error = LogErrors.Damaged(e.RunId.Length == 0 ? "(unknown)" : e.RunId, e.Stored.Sequence, damage);
        return new LogEntry(e.Stored.Sequence, e.Stored.At, new DamagedEvent(error.Message));
    }
}
