using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>Reads from a log alone which steps have had, or may have had, an effect that has a compensation and wasn't undone.</summary>
internal sealed class UncompensatedSteps(IEventStore store, EventCodec codec, string runId)
{
    private const int Page = 1000;

    private readonly List<string> _order = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly HashSet<string> _left = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unknown = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Ids => [.. _order.Where(_left.Contains)];

    /// <summary>The sequence of the last event that was read.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Reads on to the log's end. An event that can't be read is passed over: what nobody can mend must still come to an end.</summary>
    public async Task ReadOnAsync(CancellationToken cancel)
    {
        var recorded = await store.GetLastSequenceAsync(runId, cancel);
        IReadOnlyList<StoredEvent> page;
        do
        {
            page = await store.ReadEventsAsync(runId, LastSequence, Page, cancel);
            foreach (var stored in page)
            {
                LastSequence = stored.Sequence;
                if (TryDecode(stored) is { } e)
                    Read(e);
            }
        }
        while (page.Count == Page);

        // Where a log has lost its end, the run's last event comes behind what was lost.
        LastSequence = Math.Max(LastSequence, recorded);
    }

    private RunEvent? TryDecode(StoredEvent stored)
    {
        if (stored.Kind is not (EventKind.StepStarted or EventKind.StepCompleted or EventKind.StepAttemptFailed or EventKind.StepFailed or EventKind.CompensationCompleted))
            return null;
        try
        {
            return codec.Decode(runId, stored).Event;
        }
        catch (DurableException)
        {
            return null;
        }
    }

    private void Read(RunEvent e)
    {
        if (e is StepCompleted { Compensates: { } undone })
            _left.Remove(undone);
        else if (e is CompensationCompleted { Id: var id })
            _left.Remove(id[..^Replay.Undo.Suffix.Length]);
        if (e is StepEvent { IsCompensable: true } step)
            Read(step);
    }

    private void Read(StepEvent step)
    {
        if (step is StepAttemptFailed { IsUnknown: true } or StepFailed { IsUnknown: true })
            _unknown.Add(step.Id);
        if (step is StepFailed or StepAttemptFailed && !_unknown.Contains(step.Id))
            _left.Remove(step.Id);
        else if (_left.Add(step.Id) && _seen.Add(step.Id))
            _order.Add(step.Id);
    }
}
