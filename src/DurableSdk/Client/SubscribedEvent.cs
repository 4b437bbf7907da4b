using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>An event of some run, as a subscriber gets it.</summary>
/// <param name="Position">Its place in the order of all events; grows, with gaps.</param>
/// <param name="RunId">The run.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">The workflow's version.</param>
/// <param name="Entry">The event with its sequence in the run and its time.</param>
public sealed record SubscribedEvent(long Position, string RunId, string Workflow, int Version, LogEntry Entry)
{
    /// <exception cref="DurableException">DS1006: the event is damaged; DS2010, DS2011, DS2013: a payload can't be decoded.</exception>
    internal static SubscribedEvent Of(PositionedEvent e, EventCodec codec) =>
        new(e.Position, e.RunId, e.Workflow.Name, e.Workflow.Version, codec.Decode(e.RunId, e.Stored));
}
