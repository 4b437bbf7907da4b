namespace DurableSdk.Storage;

/// <summary>The right to execute the runs of an <see cref="InMemoryDatabase"/>, as long as its epoch is the database's.</summary>
internal sealed partial class InMemoryRunOwner : IRunOwner
{
    private readonly InMemoryDatabase _database;
    private readonly CancellationTokenSource _lost = new();
    private long _workSeen = -1;
    private bool _ended;

    private InMemoryRunOwner(InMemoryDatabase database, OwnerInfo info, long epoch)
    {
        _database = database;
        Info = info;
        Epoch = epoch;
        Lost = _lost.Token;
    }

    public OwnerInfo Info { get; }

    public long Epoch { get; }

    public CancellationToken Lost { get; }

    private bool IsFenced => _database.Epoch != Epoch;

    /// <summary>Begins a new epoch: what the previous owner had is claimable again. Called under the lock.</summary>
    public static InMemoryRunOwner Begin(InMemoryDatabase database, OwnerInfo info)
    {
        GiveBack(database, crashed: true);
        foreach (var run in database.Created.Where(run => run.Status == RunStatus.Blocked && run.BlockedBuild != info.Build))
            database.Reschedule(run, static run => run.WakeAt = InMemoryRun.AtOnce);
        return database.Owner = new InMemoryRunOwner(database, info, ++database.Epoch);
    }

    /// <summary>Another owner begins. Called under the lock.</summary>
    public void Fence() => _ = _lost.CancelAsync();

    public void Crash()
    {
        lock (_database.Gate)
        {
            _ended = true;
            if (_database.Owner == this)
                _database.Owner = null;
        }
    }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Limit);
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            _workSeen = _database.WorkVersion;
            return new(IsFenced ? new ClaimResult([], false, null) : Claim(request));
        }
    }

    public async ValueTask WaitForWorkAsync(CancellationToken cancel)
    {
        Task work;
        lock (_database.Gate)
        {
            Check();
            Lost.ThrowIfCancellationRequested();
            work = _database.WaitForWork(_workSeen);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, Lost);
        await work.WaitAsync(either.Token);
    }

    public ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            return new(_database.Runs.TryGetValue(runId, out var run) ? [.. run.Inbox] : []);
        }
    }

    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(append);
        append.ThrowIfMalformed();
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            var run = _database.Runs.GetValueOrDefault(append.RunId);
            var outcome = Refusal(run, append) ?? Write(run!, append);
            return new(new AppendResult(outcome, run?.Events.Count ?? 0));
        }
    }

    public ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            if (!IsFenced && _database.Runs.TryGetValue(runId, out var run) && run.Hand != InMemoryHand.Free)
                Release(run, status, wakeAt);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_database.Gate)
        {
            if (_ended)
                return ValueTask.CompletedTask;
            _ended = true;
            if (_database.Owner != this)
                return ValueTask.CompletedTask;
            GiveBack(_database, crashed: false);
            _database.Owner = null;
            return ValueTask.CompletedTask;
        }
    }

    private AppendOutcome? Refusal(InMemoryRun? run, Append append)
    {
        if (IsFenced)
            return AppendOutcome.Fenced;
        if (run is { Status: var status } && status.IsFinished())
            return AppendOutcome.RunFinished;
        if (run is null || run.Hand == InMemoryHand.Free)
            return AppendOutcome.NotClaimed;
        if (run.Events.Count != append.ExpectedSequence)
            return AppendOutcome.SequenceConflict;
        if (append.ConsumedInbox.Any(position => !run.Inbox.Exists(entry => entry.Position == position)))
            return AppendOutcome.NotClaimed;
        return append.Next is { } next && _database.Runs.ContainsKey(next.RunId)
            ? throw new ArgumentException($"The next run's id {next.RunId} is taken.", nameof(append))
            : null;
    }

    private AppendOutcome Write(InMemoryRun run, Append append)
    {
        foreach (var stored in append.Events)
            _database.Append(run, stored);
        run.Inbox.RemoveAll(entry => append.ConsumedInbox.Contains(entry.Position));
        if (append.Projection is { } projection)
            run.Project(projection);
        if (append.Next is { } next)
            Continue(run, next);
        _database.Reschedule(run, run => Update(run, append));
        if (append.Status.IsFinished())
            run.Finished.TrySetResult();
        else if (run.ReportsInbox)
            _database.RaiseWork();
        return AppendOutcome.Committed;
    }

    private void Continue(InMemoryRun run, NextRun next)
    {
        var created = run.Continue(next, _database.NextNumber());
        _database.Chains[created.FirstRunId] = created;
        _database.Add(created);
    }

    private static void Update(InMemoryRun run, Append append)
    {
        var finished = append.Status.IsFinished();
        if (run.Status != append.Status)
            run.UpdatedAt = append.Events[^1].At;
        run.Status = append.Status;
        run.CrashedRecoveries = 0;
        run.BlockedBuild = append.Status == RunStatus.Blocked ? append.BlockedBuild : null;
        // What it left in the inbox must not be forgotten.
        run.ReportsInbox = !finished && run.Inbox.Count > 0;
        run.WakeAt = finished ? null : run.ReportsInbox ? InMemoryRun.AtOnce : append.WakeAt;
        run.Hand = append.Status switch
        {
            RunStatus.Waiting or RunStatus.Blocked or RunStatus.Paused => InMemoryHand.AtRest,
            _ when finished => InMemoryHand.Free,
            _ => InMemoryHand.InHand,
        };
    }

    private void Check() => ObjectDisposedException.ThrowIf(_ended, this);
}
