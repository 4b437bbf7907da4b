namespace DurableSdk.SimulationTests.Faults;

/// <summary>An ownership whose calls have faults, and that may be the last to hear that it is over.</summary>
internal sealed class SimOwner : IRunOwner
{
    private readonly IRunOwner _inner;
    private readonly SimProcess _process;
    private readonly FaultyCalls _calls;
    private readonly CancellationTokenSource _lost = new();

    /// <summary>What it was given and hasn't let go.</summary>
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    public SimOwner(IRunOwner inner, SimProcess process)
    {
        _inner = inner;
        _process = process;
        _calls = new FaultyCalls(process);
        Transactions = new SimTransactions(AppendAsync, process);
        process.Epoch = inner.Epoch;
        inner.Lost.Register(() => process.Process.Execution.RunAsync(HearAsync));
    }

    public long Epoch => _inner.Epoch;

    public CancellationToken Lost => _lost.Token;

    public IStepTransactions Transactions { get; }

    public ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel) => _calls.MakeAsync(StoreCall.Claim, async () =>
    {
        // Who asks again and again doesn't keep the thread from all others.
        await Task.Yield();
        using var unflushed = _process.World.Disk.Write();
        var claimed = await _inner.ClaimAsync(request, cancel);
        foreach (var run in claimed.Runs)
        {
            _process.World.NoteClaim(run);
            if (run.IsNew)
                Hold(run);
            else if (run.Status.IsFinished())
                _held.Remove(run.RunId);
        }

        return claimed;
    });

    public void TakeNewRuns(IRunIntake intake)
    {
        _process.Intake = new SimIntake(intake, _process, Hold);
        _inner.TakeNewRuns(_process.Intake);
    }

    public ValueTask WaitForWorkAsync(CancellationToken cancel) => _calls.MakeAsync(StoreCall.WaitForWork, () => _inner.WaitForWorkAsync(cancel));

    public ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ReadInbox, () => _inner.ReadInboxAsync(runId, cancel));

    /// <summary>A copy, for some calls are made again when they are over, and all that was acknowledged is compared at the end.</summary>
    public ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel) => AppendAsync(append.Copy(), static () => { }, cancel);

    private async ValueTask<AppendResult> AppendAsync(Append append, Action onCommit, CancellationToken cancel)
    {
        var result = await _calls.MakeAsync(StoreCall.Append, async () =>
        {
            var committed = await _inner.AppendAsync(append, cancel);
            _process.World.NoteAppend(_process, Epoch, append, committed);
            if (committed.Outcome != AppendOutcome.Committed)
                return committed;
            onCommit();
            if (append.Status.IsFinished())
                _held.Remove(append.RunId);
            return committed;
        });
        if (result.Outcome == AppendOutcome.Committed)
            _process.World.Acknowledge(append);
        return result;
    }

    public ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel) => _calls.MakeAsync(StoreCall.Rest, async () =>
    {
        using var unflushed = _process.World.Disk.Write(runId);
        await _inner.RestAsync(runId, wakeAt, cancel);
    });

    public ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel) => _calls.MakeAsync(StoreCall.Release, async () =>
    {
        using var unflushed = _process.World.Disk.Write(runId);
        await _inner.ReleaseAsync(runId, status, wakeAt, inboxLeft, cancel);
        _held.Remove(runId);
    });

    public ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.CloseHook, () => _inner.CloseHookAsync(runId, hookId, cancel));

    public ValueTask DisposeAsync() => _inner.DisposeAsync();

    private void Hold(ClaimedRun run)
    {
        if (!_held.Add(run.RunId))
            _process.World.Report("claim", $"process {_process.Number} has {run.RunId} already, and is given it again as {run.Status}");
    }

    private async Task HearAsync()
    {
        if (_process.DeafFor > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(_process.DeafFor), _process.Time);
        // Its own method would take the callbacks to the thread pool.
#pragma warning disable CA1849
        _lost.Cancel();
#pragma warning restore CA1849
    }
}
