namespace DurableSdk.SimulationTests.Checks;

/// <summary>What holds for every log, whatever the program: looked at from the log alone.</summary>
internal sealed class LogCheck(RunLog log, Action<string, string> report, bool clockWasSteady)
{
    private readonly Dictionary<string, string> _outcomes = [];
    private readonly Dictionary<string, int> _failedAttempts = [];
    private readonly Dictionary<string, DateTimeOffset> _timers = [];
    private readonly Dictionary<string, (string RunId, long Sequence)> _children = [];
    private readonly HashSet<string> _givenUp = [];
    private readonly HashSet<string> _updates = [];
    private readonly Dictionary<string, HookCreated> _hooks = [];
    /// <summary>The hook that was made last of a token; null once that is over.</summary>
    private readonly Dictionary<string, string?> _tokens = [];

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
                // What runs at the cut stays its origin's; a fork starts its own.
                if (_children.TryGetValue(e.Id, out var earlier) && (earlier.Sequence > log.ForkedAt || entry.Sequence <= log.ForkedAt))
                    Report("twice", $"child {e.Id} is started again by event {entry.Sequence}");
                _children[e.Id] = (e.RunId, entry.Sequence);
                break;
            case HookCreated e: LookAtHook(entry, e); break;
            case HookResumed e:
                if (_tokens.TryGetValue(e.Token, out var open) && open is null)
                    Report("hook", $"event {entry.Sequence} is a delivery to hook {e.HookId}, which was over");
                break;
            case HookExpired e: LookAtExpiry(entry, e); break;
            // One whose time was over before that was recorded is closed all the same: the code waits for it.
            case HookClosed e: End(entry, e.Id, $"{e.Id}/close"); break;
            case UpdateAccepted e:
                if (!_updates.Add(e.Id))
                    Report("twice", $"update {e.Id} is accepted again by event {entry.Sequence}");
                break;
            case UpdateRejected e: Close(entry, e.Id); break;
            case UpdateCompleted e:
                Close(entry, e.Id);
                if (!_updates.Contains(e.Id))
                    Report("update", $"event {entry.Sequence} is the end of update {e.Id}, which was never accepted");
                break;
            // By its run, for the child of the run that went on as this one may have the same id as one of its own.
            case ChildEnded e: Close(entry, e.RunId); break;
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

    private void LookAtHook(LogEntry entry, HookCreated e)
    {
        if (!_hooks.TryAdd(e.Id, e))
            Report("twice", $"hook {e.Id} is made again by event {entry.Sequence}");
        if (e.Code is null)
            _tokens[e.Token] = e.Id;
    }

    private void LookAtExpiry(LogEntry entry, HookExpired e)
    {
        End(entry, e.Id, e.Id);
        if (_outcomes.ContainsKey($"{e.Id}/close"))
            Report("hook", $"event {entry.Sequence} lets hook {e.Id} expire, which was closed");
        if (clockWasSteady && _hooks.GetValueOrDefault(e.Id)?.ExpiresAt is { } due && entry.At < due)
            Report("early", $"hook {e.Id}, which takes deliveries until {due:O}, expires by event {entry.Sequence} at {entry.At:O}");
    }

    private void End(LogEntry entry, string hookId, string outcome)
    {
        Close(entry, outcome);
        if (_hooks.GetValueOrDefault(hookId) is { Code: null } hook)
            _tokens[hook.Token] = _tokens[hook.Token] == hookId ? null : _tokens[hook.Token];
        else
            Report("hook", $"event {entry.Sequence} ends hook {hookId}, which was never made");
    }

    private void LookAtGivenUp(LogEntry entry, ChildCancelRequested e)
    {
        if (!_children.TryGetValue(e.Id, out var child))
            Report("child", $"event {entry.Sequence} asks child {e.Id} to stop, which was never started");
        else if (_outcomes.ContainsKey(child.RunId))
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
