using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

internal sealed class ProbedOwner(IRunOwner inner, Probe probe) : IRunOwner
{
    public long Epoch => inner.Epoch;

    public CancellationToken Lost => inner.Lost;

    public async ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel)
    {
        Call(StoreOperation.Claim, "");
        return await inner.ClaimAsync(request, cancel);
    }

    public void TakeNewRuns(IRunIntake intake)
    {
        probe.Intake = intake;
        if (!probe.ClaimsAll)
            inner.TakeNewRuns(intake);
    }

    public ValueTask WaitForWorkAsync(CancellationToken cancel) => inner.WaitForWorkAsync(cancel);

    public async ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel)
    {
        Call(StoreOperation.ReadInbox, runId);
        return await inner.ReadInboxAsync(runId, cancel);
    }

    public async ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
    {
        var kept = append.Copy();
        probe.OnCall?.Invoke(new StoreCall(StoreOperation.Append, append.RunId, IsDone: false, kept));
        if (probe.Refusal?.Invoke(append) is { } refusal)
            return new AppendResult(refusal, append.ExpectedSequence);
        var result = await inner.AppendAsync(append, cancel);
        if (result.Outcome == AppendOutcome.Committed)
            probe.Committed(kept);
        probe.OnCall?.Invoke(new StoreCall(StoreOperation.Append, append.RunId, IsDone: true, kept));
        return result;
    }

    public IStepTransactions? Transactions => inner.Transactions is { } transactions ? new ProbedTransactions(transactions, probe) : null;

    public async ValueTask CloseHookAsync(string runId, string hookId, CancellationToken cancel)
    {
        Call(StoreOperation.CloseHook, runId);
        await inner.CloseHookAsync(runId, hookId, cancel);
        Call(StoreOperation.CloseHook, runId, isDone: true);
    }

    public async ValueTask RestAsync(string runId, DateTimeOffset? wakeAt, CancellationToken cancel)
    {
        Call(StoreOperation.Rest, runId);
        await inner.RestAsync(runId, wakeAt, cancel);
        probe.CameToRest(runId);
    }

    public async ValueTask ReleaseAsync(string runId, RunStatus status, DateTimeOffset? wakeAt, long inboxLeft, CancellationToken cancel)
    {
        Call(StoreOperation.Release, runId);
        await inner.ReleaseAsync(runId, status, wakeAt, inboxLeft, cancel);
        probe.LetGo(runId, status);
        Call(StoreOperation.Release, runId, isDone: true);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Call(StoreOperation operation, string runId, bool isDone = false) =>
        probe.OnCall?.Invoke(new StoreCall(operation, runId, isDone));
}
