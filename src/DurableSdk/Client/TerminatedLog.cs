using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>Reads from a log alone what a termination leaves behind, and who has to hear of it.</summary>
internal sealed class TerminatedLog(IEventStore store, EventCodec codec, string runId)
{
    private const int Page = 1000;

    private readonly UncompensatedSteps _steps = new();
    private readonly Dictionary<string, ChildStarted> _children = new(StringComparer.Ordinal);
    private WorkflowStarted? _started;
    private DateTimeOffset _startedAt;

    /// <summary>The sequence of the last event that was read.</summary>
    public long LastSequence { get; private set; }

    public IReadOnlyList<string> Uncompensated => _steps.Ids;

    /// <summary>The run's workflow and creation; null where the log doesn't say any more.</summary>
    public (string Workflow, DateTimeOffset At)? Origin => _started is { } started ? (started.Workflow, _startedAt) : null;

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
                if (TryDecode(stored) is { } entry)
                    Read(entry);
            }
        }
        while (page.Count == Page);

        // Where a log has lost its end, the run's last event comes behind what was lost.
        LastSequence = Math.Max(LastSequence, recorded);
    }

    /// <summary>The parent that waits for the run, and the children that the run waited for.</summary>
    public IReadOnlyList<OutgoingMessage> Messages(WorkflowTerminated end, DateTimeOffset now)
    {
        var children = _children.Values.Select(child => ChildMessages.Cancel(runId, child.RunId, "was terminated", now));
        return ChildEnd.Of(_started?.Parent, _started?.FirstRunId ?? runId, end) is { } told
            ? [.. children, ChildMessages.Ended(codec, _started!.Parent!, told, now)]
            : [.. children];
    }

    private LogEntry? TryDecode(StoredEvent stored)
    {
        if (!IsOfInterest(stored.Kind))
            return null;
        try
        {
            return codec.Decode(runId, stored);
        }
        catch (DurableException)
        {
            return null;
        }
    }

    private static bool IsOfInterest(EventKind kind) => kind
        is EventKind.StepStarted or EventKind.StepCompleted or EventKind.StepAttemptFailed or EventKind.StepFailed or EventKind.CompensationCompleted
        or EventKind.WorkflowStarted or EventKind.ChildStarted or EventKind.ChildCompleted or EventKind.ChildFailed or EventKind.ChildCancelRequested;

    private void Read(LogEntry entry)
    {
        _steps.Read(entry.Event);
        switch (entry.Event)
        {
            case WorkflowStarted started: (_started, _startedAt) = (started, entry.At); break;
            case ChildStarted { IsDetached: false } child when LastSequence > (_started?.ForkedAt ?? 0): _children[child.Id] = child; break;
            case ChildEnded ended: End(ended); break;
            case ChildCancelRequested asked: _children.Remove(asked.Id); break;
        }
    }

    /// <summary>A child of the run before it in the chain has the same id where it was called at the same place.</summary>
    private void End(ChildEnded ended)
    {
        if (_children.TryGetValue(ended.Id, out var started) && started.RunId == ended.RunId)
            _children.Remove(ended.Id);
    }
}
