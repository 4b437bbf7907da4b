using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>What the core asks for.</summary>
internal sealed partial class RunActor
{
    private void Perform(Command command)
    {
        switch (command)
        {
            case ExecuteStep c: Execute(c); break;
            case StartTimer c: Record(new TimerStarted(c.Call.Id, c.Call.Source, c.Call.Arguments, c.Call.DueAt(_worker.Runtime.UtcNow))); break;
            case SettleStep c: Settle(c); break;
            case BeginCompensation c: Record(c.Event); break;
            case AwaitTimer c: AwaitTimer(c); break;
            case CancelStep c: CancelStep(c.Id); break;
            case CancelTimer c: CancelTimer(c.Id); break;
            case RecordPatch c: Record(new PatchRecorded(c.PatchId)); break;
            case CreateHook c: MakeHook(c.Call); break;
            case AwaitExpiry c: AwaitExpiry(c); break;
            case CompleteUpdate c: Record(c.Outcome); break;
            case RecordMark c: Record(c.Event); break;
            case StartChild c: BeginChild(c.Call); break;
            case CancelChild c: GiveUpChild(c); break;
            case ContinueRun c: Continue(c); break;
            case BlockRun c: RecordBlock(c.Error); break;
        }
    }

    /// <summary>A rebuilt run asks again for what is in flight already: it stays with that attempt.</summary>
    private void Execute(ExecuteStep command)
    {
        var id = command.Call.Id;
        if (_attempts.ContainsKey(id) || _waits.Contains(id) || IsQueued(id))
            return;
        if (command.NotBefore is { } due && due > _worker.Runtime.UtcNow)
            Await(id, due, command);
        else
            StartAttempt(command);
    }

    /// <summary>Whether a transactional step waits for its turn.</summary>
    private bool IsQueued(string id)
    {
        foreach (var queued in _transactions)
        {
            if (queued.Call.Id == id)
                return true;
        }

        return false;
    }

    private void StartAttempt(ExecuteStep command)
    {
        if (command.Call.Options.Transactional)
        {
            _transactions.Add(command);
            return;
        }

        var attempt = new StepAttempt(this, command);
        _attempts.Add(command.Call.Id, attempt);
        Begun(command.Call);
        Steps.Start(attempt);
    }

    private void AwaitTimer(AwaitTimer command)
    {
        if (!_waits.Contains(command.Id))
            Await(command.Id, command.DueAt, retry: null);
    }

    private void Await(string id, DateTimeOffset dueAt, ExecuteStep? retry, string? hookId = null) =>
        _waits.Add(id, new Wait(dueAt, _worker.Timers.Add(dueAt, () => Post(new OperationDue(id))), retry) { HookId = hookId });

    private void CancelStep(string id)
    {
        StopWaiting(id);
        _transactions.Items.RemoveAll(queued => queued.Call.Id == id);
        if (_attempts.TryGetValue(id, out var attempt))
            attempt.Cancel();
    }

    private void CancelTimer(string id)
    {
        StopWaiting(id);
        // It fired and isn't recorded yet.
        if (!_fired.Contains(id))
            Record(new TimerCanceled(id));
    }

    /// <summary>The next run is drawn here and committed together with the end of this one.</summary>
    private void Continue(ContinueRun command)
    {
        var workflow = _worker.Runtime.Workflows.NewestLike(Definition).Key;
        var now = _worker.Runtime.UtcNow;
        var nextId = _worker.Runtime.Ids.RunId(now);
        var started = new WorkflowStarted(workflow.Name, workflow.Version, command.Arguments, _worker.Runtime.Ids.Seed())
        {
            PreviousRunId = RunId,
            Parent = command.Parent,
            FirstRunId = command.FirstRunId,
            Attributes = command.Attributes,
            StatusText = command.StatusText,
        };
        Extras.Next = () => new NextRun
        {
            RunId = nextId,
            Version = workflow.Version,
            CreatedAt = now,
            Projection = RunProjection.Of([started]),
            Events = [.. command.Unused.Prepend(started).Select((e, i) => _worker.Runtime.Events.Encode(nextId, new LogEntry(i + 1, now, e)))],
        };
        Record(new ContinuedAsNew(nextId, workflow.Version));
        CancelAll(command.Children);
    }

    private void StopWaiting(string id)
    {
        if (_waits.Remove(id, out var wait))
            wait.Timer.Cancel();
    }
}
