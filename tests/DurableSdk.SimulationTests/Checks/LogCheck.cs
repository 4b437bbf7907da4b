namespace DurableSdk.SimulationTests.Checks;

/// <summary>What holds for every log, whatever the program: looked at from the log alone.</summary>
internal sealed class LogCheck(RunLog log, Action<string, string> report, bool clockWasSteady)
{
    private readonly Dictionary<string, string> _outcomes = [];
    private readonly Dictionary<string, int> _failedAttempts = [];
    private readonly Dictionary<string, DateTimeOffset> _timers = [];
    private readonly Dictionary<string, string> _children = [];
    private readonly HashSet<string> _givenUp = [];

    public void Run()
    {
        var entries = log.Entries;
        if (entries[0].Event is not WorkflowStarted)
            Report("log", "it doesn't begin with WorkflowStarted");
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Sequence != i + 1)
                Report("gap", $"event {entries[i].Sequence} stands at place {i + 1}");
            if (IsEnd(entries[i].Event) && i != entries.Count - 1)
                Report("end", $"event {entries[i].Sequence} {entries[i].Event.GetType().Name} is followed by others");
            Look(entries[i]);
        }

        if (IsEnd(entries[^1].Event) != log.Run.Status.IsFinished())
            Report("status", $"the run is {log.Run.Status} and the last event is {entries[^1].Event.GetType().Name}");
    }

    public static bool IsEnd(RunEvent e) => e is WorkflowCompleted or WorkflowFailed or WorkflowCanceled or WorkflowTerminated or ContinuedAsNew;

    private void Look(LogEntry entry)
    {
        switch (entry.Event)
        {
            case StepEvent e: LookAtStep(entry, e); break;
            case TimerStarted e:
                if (!_timers.TryAdd(e.Id, e.DueAt))
                    Report("twice", $"timer {e.Id} is started again by event {entry.Sequence}");
                break;
            case TimerFired e: LookAtTimer(entry, e); break;
            case TimerCanceled e: Close(entry, e.Id); break;
            case ChildStarted e:
                if (!_children.TryAdd(e.Id, e.RunId))
                    Report("twice", $"child {e.Id} is started again by event {entry.Sequence}");
                break;
            // By its run, for the child of the run that went on as this one may have the same id as one of its own.
            case ChildCompleted e: Close(entry, e.RunId); break;
            case ChildFailed e: Close(entry, e.RunId); break;
            case ChildCancelRequested e: LookAtGivenUp(entry, e); break;
        }
    }

    private void LookAtTimer(LogEntry entry, TimerFired e)
    {
        Close(entry, e.Id);
        if (!_timers.TryGetValue(e.Id, out var due))
            Report("timer", $"{e.Id} fires by event {entry.Sequence} and was never started");
        else if (clockWasSteady && entry.At < due)
            Report("early", $"timer {e.Id}, due at {due:O}, fires by event {entry.Sequence} at {entry.At:O}");
    }

    private void LookAtGivenUp(LogEntry entry, ChildCancelRequested e)
    {
        if (!_children.TryGetValue(e.Id, out var child))
            Report("child", $"event {entry.Sequence} asks child {e.Id} to stop, which was never started");
        else if (_outcomes.ContainsKey(child))
            Report("child", $"event {entry.Sequence} asks child {e.Id} to stop, of whose end the log knows");
        if (!_givenUp.Add(e.Id))
            Report("twice", $"child {e.Id} is asked to stop again by event {entry.Sequence}");
    }

    private void LookAtStep(LogEntry entry, StepEvent e)
    {
        var failed = _failedAttempts.GetValueOrDefault(e.Id);
        // A compensation that has failed is tried anew after a resume.
        if (e.Attempt != failed + 1 && _outcomes.GetValueOrDefault(e.Id) != nameof(CompensationFailed))
            Report("attempts", $"event {entry.Sequence} is of attempt {e.Attempt} of {e.Id}, of which {failed} have failed");
        switch (e)
        {
            case StepAttemptFailed:
                if (_outcomes.TryGetValue(e.Id, out var outcome) && outcome != nameof(CompensationFailed))
                    Report("outcome", $"event {entry.Sequence} is of {e.Id}, which has its outcome");
                _failedAttempts[e.Id] = e.Attempt;
                break;
            case StepCompleted or StepFailed or CompensationCompleted or CompensationFailed:
                if (_outcomes.GetValueOrDefault(e.Id) == nameof(CompensationFailed))
                    _outcomes.Remove(e.Id);
                Close(entry, e.Id);
                break;
        }
    }

    private void Close(LogEntry entry, string id)
    {
        if (!_outcomes.TryAdd(id, entry.Event.GetType().Name))
            Report("outcome", $"event {entry.Sequence} is a second outcome of {id}");
    }

    private void Report(string rule, string what) => report(rule, $"{log.RunId}: {what}");
}
