using DurableSdk.Sqlite;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A store as one process sees it: tells the probe what is committed, fails where the probe says so, and can die.</summary>
internal sealed class ProbedStore(IEventStore inner, Probe probe) : IEventStore
{
    public string Description => inner.Description;

    /// <summary>Leaves everything as a killed process would.</summary>
    public async Task CrashAsync()
    {
        if (inner is InMemoryEventStore memory)
            memory.Crash();
        else
            await ((SqliteEventStore)inner).AbandonAsync();
    }

    public ValueTask OpenAsync(CancellationToken cancel) => inner.OpenAsync(cancel);

    public ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel) => inner.CreateRunAsync(run, cancel);

    public async ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel)
    {
        var result = await inner.SendAsync(runId, message, cancel);
        probe.Accepted(runId);
        return result;
    }

    public ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel) => inner.FindHookAsync(tokenHash, cancel);

    public ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel) => inner.ResumeHookAsync(tokenHash, delivery, cancel);

    public ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel) =>
        inner.TerminateAsync(runId, end, messages, cancel);

    public ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel) => inner.PurgeAsync(request, cancel);

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancel) => inner.GetLastPositionAsync(cancel);

    public ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel)
    {
        Call(StoreOperation.ReadAll, "");
        return inner.ReadAllAsync(afterPosition, limit, cancel);
    }

    public ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel) => inner.WaitForEventsAsync(afterPosition, cancel);

    public ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel) =>
        inner.OpenSubscriptionAsync(name, position, now, cancel);

    public ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel) =>
        inner.MoveSubscriptionAsync(name, position, from, now, cancel);

    public IProjectionTransactions? Projections => inner.Projections is { } projections ? new ProbedProjections(projections, probe) : null;

    public ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel) => inner.ListSubscriptionsAsync(cancel);

    public ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel) => inner.DeleteSubscriptionAsync(name, cancel);

    public ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) => inner.GetRunAsync(runId, cancel);

    public ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) => inner.GetLastSequenceAsync(runId, cancel);

    public ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) => inner.GetLastOfChainAsync(runId, cancel);

    public ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel) => inner.ListRunsAsync(query, cancel);

    public async ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel)
    {
        await (probe.OnCount?.Invoke() ?? Task.CompletedTask);
        return await inner.CountRunsAsync(cancel);
    }

    public async ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel)
    {
        Call(StoreOperation.ReadEvents, runId);
        return await inner.ReadEventsAsync(runId, afterSequence, limit, cancel);
    }

    public async ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel)
    {
        Call(StoreOperation.ReadLast, runId);
        var last = await inner.ReadLastEventAsync(runId, cancel);
        return last is { } found && probe.HidesLast?.Invoke() == true
            ? (await inner.ReadEventsAsync(runId, found.Sequence - 2, 1, cancel)).Single()
            : last;
    }

    public ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel) => inner.WaitForFinishAsync(runId, cancel);

    public async ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        Call(StoreOperation.Acquire, "");
        var result = await inner.TryAcquireAsync(owner, takeOver, cancel);
        return result.Owner is { } won ? result with { Owner = new ProbedOwner(won, probe) } : result;
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Call(StoreOperation operation, string runId) => probe.OnCall?.Invoke(new StoreCall(operation, runId, IsDone: false));
}
