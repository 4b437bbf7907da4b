namespace DurableSdk.Storage;

/// <summary>The right to execute the runs of an <see cref="InMemoryDatabase"/>, as long as its epoch is the database's.</summary>
internal sealed partial class InMemoryRunOwner : IRunOwner
{
    private readonly InMemoryDatabase _database;
    private readonly CancellationTokenSource _lost = new();
    private IRunIntake? _intake;
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
    public void Fence() => _ = _database.Execution.CancelAsync(_lost);

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

    public void TakeNewRuns(IRunIntake intake)
    {
        lock (_database.Gate)
            _intake = intake;
    }

    /// <summary>Who keeps a place for a new run; null where it is claimed like others. Called under the lock.</summary>
    public IRunIntake? FindPlace(NewRun run) =>
        !_ended && !IsFenced && _intake is { } intake && run.MayBeTaken && intake.TryReserve(new WorkflowKey(run.Workflow, run.Version)) ? intake : null;

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
            var sent = Look(run, append);
            var hookOwners = OwnersOf(run, append);
            var refusal = Refusal(run, append)
                ?? (Array.TrueForAll(sent, static result => result == SendResult.Accepted) ? default(AppendOutcome?) : AppendOutcome.MessageRefused)
                ?? (Array.TrueForAll(hookOwners, static holder => holder is null) ? default(AppendOutcome?) : AppendOutcome.HookRefused);
            var outcome = refusal ?? Write(run!, append);
            return new(new AppendResult(outcome, run?.Events.Count ?? 0)
            {
                Sent = outcome == AppendOutcome.MessageRefused ? sent : null,
                HookOwners = outcome == AppendOutcome.HookRefused ? hookOwners : null,
            });
        }
    }

    public ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            if (!IsFenced && _database.Runs.TryGetValue(runId, out var run) && run.Hand != InMemoryHand.Free)
                _database.CloseHook(run, hookId);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            if (!IsFenced && _database.Runs.TryGetValue(runId, out var run) && run is { Status: RunStatus.Running or RunStatus.Pending, Hand: not InMemoryHand.Free })
                Rest(run, wakeAt);
            return ValueTask.CompletedTask;
        }
    }

    public ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_database.Gate)
        {
            Check();
            if (!IsFenced && _database.Runs.TryGetValue(runId, out var run) && run.Hand != InMemoryHand.Free)
                Release(run, status, wakeAt, inboxLeft);
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

    private void Check() => ObjectDisposedException.ThrowIf(_ended, this);
}
