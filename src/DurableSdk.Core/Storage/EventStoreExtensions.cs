using System.Runtime.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.Storage;

internal static class EventStoreExtensions
{
    /// <summary>A run's last event, not decoded; null where there is no such run.</summary>
    /// <exception cref="DurableException">DS1006: the log has lost its end.</exception>
    public static async ValueTask<StoredEvent?> ReadEndAsync(this IEventStore store, string runId, CancellationToken cancel)
    {
        var recorded = await store.GetLastSequenceAsync(runId, cancel);
        var last = await store.ReadLastEventAsync(runId, cancel);
        await store.ThrowIfLostAsync(runId, last?.Sequence ?? 0, recorded, cancel);
        return last;
    }

    /// <summary>A run's log, decoded and checked, page by page.</summary>
    /// <exception cref="DurableException">DS1006: an event is damaged or missing; DS2010, DS2011, DS2013: a payload can't be decoded.</exception>
    public static IAsyncEnumerable<LogEntry> ReadLogAsync(
        this IEventStore store, EventCodec codec, string runId, long afterSequence, int page, CancellationToken cancel) =>
        store.ReadLogAsync(codec, runId, afterSequence, page, lastSequence: null, cancel);

    /// <inheritdoc cref="ReadLogAsync(IEventStore, EventCodec, string, long, int, CancellationToken)"/>
    /// <param name="store">The store.</param>
    /// <param name="codec">Decodes.</param>
    /// <param name="runId">The run.</param>
    /// <param name="afterSequence">Only events above this sequence.</param>
    /// <param name="page">How many are read at a time.</param>
    /// <param name="lastSequence">How long the log is at least, where the caller knows; null to ask the store.</param>
    /// <param name="cancel">Stops reading.</param>
    public static async IAsyncEnumerable<LogEntry> ReadLogAsync(
        this IEventStore store, EventCodec codec, string runId, long afterSequence, int page, long? lastSequence, [EnumeratorCancellation] CancellationToken cancel)
    {
        // Before the log: what is appended meanwhile is longer, and no loss.
        var recorded = lastSequence ?? await store.GetLastSequenceAsync(runId, cancel);
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

        await store.ThrowIfLostAsync(runId, afterSequence, recorded, cancel);
    }

    /// <summary>A purge meanwhile leaves nothing to miss.</summary>
    private static async ValueTask ThrowIfLostAsync(this IEventStore store, string runId, long last, long recorded, CancellationToken cancel)
    {
        if (last < recorded && await store.GetLastSequenceAsync(runId, cancel) >= recorded)
            throw LogErrors.LostEnd(runId, last, recorded);
    }

    /// <summary>Completes when there may be an event above the position to read; one that was purged is none.</summary>
    public static async Task WaitForMoreAsync(this ISubscriptionStore store, long afterPosition, CancellationToken cancel)
    {
        var last = await store.GetLastPositionAsync(cancel);
        if (last > afterPosition && (await store.ReadAllAsync(afterPosition, 1, cancel)).Count > 0)
            return;
        await store.WaitForEventsAsync(Math.Max(last, afterPosition), cancel);
    }

    /// <summary>A run's log in short, up to and including a sequence.</summary>
    /// <exception cref="DurableException">As for <see cref="ReadLogAsync(IEventStore, EventCodec, string, long, int, CancellationToken)"/>.</exception>
    public static async Task<RunHistory> ReadHistoryAsync(this IEventStore store, EventCodec codec, string runId, long through, int page, CancellationToken cancel)
    {
        var history = new RunHistory();
        await foreach (var entry in store.ReadLogAsync(codec, runId, 0, page, cancel))
        {
            if (entry.Sequence > through)
                break;
            history.Add(entry);
        }

        return history;
    }
}
