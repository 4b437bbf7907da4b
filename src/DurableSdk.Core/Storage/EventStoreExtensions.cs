using System.Runtime.CompilerServices;
using DurableSdk.Events;

namespace DurableSdk.Storage;

internal static class EventStoreExtensions
{
    /// <summary>A run's log, decoded and checked, page by page.</summary>
    /// <exception cref="DurableException">DS1006: an event is damaged or missing; DS2010, DS2011, DS2013: a payload can't be decoded.</exception>
    public static async IAsyncEnumerable<LogEntry> ReadLogAsync(
        this IEventStore store, EventCodec codec, string runId, long afterSequence, int page, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<StoredEvent> events;
        do
        {
            events = await store.ReadEventsAsync(runId, afterSequence, page, cancel);
            foreach (var entry in codec.DecodeAll(runId, events, afterSequence))
            {
                yield return entry;
                afterSequence = entry.Sequence;
            }
        }
        while (events.Count == page);
    }
}
