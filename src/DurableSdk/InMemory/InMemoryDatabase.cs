using DurableSdk.Hosting;

namespace DurableSdk.Storage;

/// <summary>
/// What one or more <see cref="InMemoryEventStore"/> share, as several processes share a file: for tests that let one "process" die and
/// another go on. Everything is gone when it is.
/// </summary>
public sealed partial class InMemoryDatabase
{
    /// <summary>An empty database.</summary>
    public InMemoryDatabase()
        : this(Execution.Pool)
    {
    }

    internal InMemoryDatabase(Execution execution)
    {
        Execution = execution;
        Subscriptions = new InMemorySubscriptions(execution);
    }

    internal Lock Gate { get; } = new();

    /// <summary>Where those go on who wait for something.</summary>
    internal Execution Execution { get; }

    internal Dictionary<string, InMemoryRun> Runs { get; } = [];

    /// <summary>Runs in the order of their creation.</summary>
    internal List<InMemoryRun> Created { get; } = [];

    internal Dictionary<(string Workflow, string Key), InMemoryRun> Keys { get; } = [];

    /// <summary>The last run of each chain of continued runs, by the first.</summary>
    internal Dictionary<string, InMemoryRun> Chains { get; } = [];

    /// <summary>Unclaimed runs that want attention, by time, per workflow.</summary>
    internal Dictionary<WorkflowKey, InMemoryDueRuns> Due { get; } = [];

    /// <summary>Claimed runs.</summary>
    internal HashSet<InMemoryRun> Claimed { get; } = [];

    /// <summary>Runs that have got a message since the last claim; their owner hasn't heard of it yet. One may stand here that has no owner, or has nothing to report any more.</summary>
    internal List<InMemoryRun> Reporting { get; } = [];

    /// <summary>Runs that were terminated while they were claimed; their owner hasn't heard of it yet.</summary>
    internal List<InMemoryRun> Terminated { get; } = [];

    internal InMemorySubscriptions Subscriptions { get; }

    internal long Epoch { get; set; }

    internal long LastInboxPosition { get; set; }

    /// <summary>Who executes; null after it gave up or crashed.</summary>
    internal InMemoryRunOwner? Owner { get; set; }

    /// <summary>Counts reasons to look for work.</summary>
    internal long WorkVersion { get; private set; }

    private TaskCompletionSource? _work;

    /// <summary>There may be something to claim. Called under the lock.</summary>
    internal void RaiseWork()
    {
        WorkVersion++;
        _work?.TrySetResult();
        _work = null;
    }

    /// <summary>Completes once there is a newer version than the given one. Called under the lock.</summary>
    internal Task WaitForWork(long seen)
    {
        if (WorkVersion != seen)
            return Task.CompletedTask;
        _work ??= Execution.NewSignal();
        return _work.Task;
    }

    /// <summary>A new run; of a chain the last, which has its key from now on. Called under the lock.</summary>
    internal void Add(InMemoryRun run)
    {
        Runs.Add(run.RunId, run);
        Created.Add(run);
        foreach (var stored in run.Events)
            Subscriptions.Append(run, stored);
        if (run.IdempotencyKey is { } key)
            Keys[(run.Workflow.Name, key)] = run;
        Reschedule(run, static _ => { });
        if (run.Hand == InMemoryHand.Free)
            RaiseWork();
    }

    /// <summary>The last run of the chain that a run belongs to, or null. The first of a chain stands for it when it was purged, too. Called under the lock.</summary>
    internal InMemoryRun? LastOfChain(string runId) =>
        Runs.GetValueOrDefault(runId) is { } run ? Chains.GetValueOrDefault(run.FirstRunId, run) : Chains.GetValueOrDefault(runId);

    /// <summary>The id of a chain's first run is its own for as long as the chain is there, also where that run was purged. Called under the lock.</summary>
    internal bool IsTaken(string runId) => LastOfChain(runId) is not null;

    /// <summary>What would come of a message. Called under the lock.</summary>
    internal static SendResult Look(InMemoryRun? run, InboxMessage message) => run switch
    {
        null => SendResult.RunNotFound,
        _ when message.Id is { } id && run.SeenMessages.Contains(id) => SendResult.Accepted,
        _ when run.Status.IsFinished() => run.NextRunId is null ? SendResult.RunFinished : SendResult.RunContinued,
        _ => SendResult.Accepted,
    };

    /// <summary>A message into a run's inbox. Called under the lock.</summary>
    internal SendResult Send(InMemoryRun? run, InboxMessage message, bool wakes)
    {
        var result = Look(run, message);
        if (result != SendResult.Accepted || (message.Id is { } id && !run!.SeenMessages.Add(id)))
            return result;
        run!.Inbox.Add(new InboxEntry(++LastInboxPosition, message with { Body = message.Body.ToArray() }));
        Report(run);
        if (wakes)
            Reschedule(run, static run => run.WakeAt = InMemoryRun.AtOnce);
        RaiseWork();
        return result;
    }

    /// <summary>A run's owner is to be told of its inbox. Called under the lock.</summary>
    internal void Report(InMemoryRun run)
    {
        if (!run.ReportsInbox)
            Reporting.Add(run);
        run.ReportsInbox = true;
    }

    /// <summary>Changes what claims depend on, keeping the run at its place among those that are due.</summary>
    internal void Reschedule(InMemoryRun run, Action<InMemoryRun> change) => Reschedule(run, change, static (run, change) => change(run));

    /// <inheritdoc cref="Reschedule(InMemoryRun, Action{InMemoryRun})"/>
    internal void Reschedule<TState>(InMemoryRun run, TState state, Action<InMemoryRun, TState> change)
    {
        var due = DueOf(run.Workflow);
        due.Remove(run);
        Claimed.Remove(run);
        change(run, state);
        if (run.Hand != InMemoryHand.Free)
            Claimed.Add(run);
        else
            due.Add(run);
    }

    private long _lastNumber;

    /// <summary>The next run's place in the order of creation; a purge leaves gaps.</summary>
    internal long NextNumber() => ++_lastNumber;

    /// <summary>Whether an earlier run of the chain is there, from which this one is to be found. Called under the lock.</summary>
    internal bool IsAwaitedInItsChain(InMemoryRun run) => run.PreviousRunId is { } previous && Runs.ContainsKey(previous);

    /// <summary>Forgets a finished run, or all but its key. Called under the lock.</summary>
    internal void Purge(InMemoryRun run, bool keepsRow, DateTimeOffset now)
    {
        Subscriptions.Purge(run);
        PurgeHooks(run);
        run.Purge(now);
        if (keepsRow)
            return;
        Runs.Remove(run.RunId);
        Created.Remove(run);
        if (run.IdempotencyKey is { } key && Keys.GetValueOrDefault((run.Workflow.Name, key)) == run)
            Keys.Remove((run.Workflow.Name, key));
        if (Chains.GetValueOrDefault(run.FirstRunId) == run)
            Chains.Remove(run.FirstRunId);
    }

    /// <summary>Ends a run under whoever has it. Called under the lock.</summary>
    internal void Terminate(InMemoryRun run, StoredEvent end)
    {
        Append(run, end);
        if (run.Hand != InMemoryHand.Free)
            Terminated.Add(run);
        Reschedule(run, run =>
        {
            run.Status = RunStatus.Terminated;
            run.UpdatedAt = end.At;
            run.WakeAt = null;
            run.BlockedBuild = null;
            run.CrashedRecoveries = 0;
            run.ReportsInbox = false;
            run.Hand = InMemoryHand.Free;
        });
        run.Finished.TrySetResult();
        RaiseWork();
    }

    /// <summary>An event more in a run's log. Called under the lock.</summary>
    internal void Append(InMemoryRun run, StoredEvent stored)
    {
        var copy = stored.Copy();
        run.Events.Add(copy);
        Subscriptions.Append(run, copy);
    }

    internal InMemoryDueRuns DueOf(WorkflowKey workflow)
    {
        if (!Due.TryGetValue(workflow, out var due))
            Due[workflow] = due = new InMemoryDueRuns();
        return due;
    }
}
