using System.Runtime.CompilerServices;
using DurableSdk.Events;

namespace DurableSdk.Storage;

internal static class EventStoreExtensions
{
    /// <summary>A run's log, decoded and checked, page by page.</summary>
    /// <exception cref="DurableException">DS1006: an event is damaged or missing.</exception>
    public static async IAsyncEnumerable<LogEntry> ReadLogAsync(
        this IEventStore store, string runId, long afterSequence, int page, [EnumeratorCancellation] CancellationToken cancel)
    {
        IReadOnlyList<StoredEvent> events;
        do
        {
            events = await store.ReadEventsAsync(runId, afterSequence, page, cancel);
            foreach (var entry in EventCodec.DecodeAll(runId, events, afterSequence))
            {
                yield return entry;
                afterSequence = entry.Sequence;
            }
        }
        while (events.Count == page);
    }
}
