namespace DurableSdk.SimulationTests.Faults;

/// <summary>What only looks, and what subscribers ask for.</summary>
internal sealed partial class SimStore
{
    public override ValueTask OpenAsync(CancellationToken cancel) => _calls.MakeAsync(StoreCall.Open, () => base.OpenAsync(cancel));

    public override ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.FindHook, () => base.FindHookAsync(tokenHash, cancel));

    public override ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.GetRun, () => base.GetRunAsync(runId, cancel));

    public override ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ListRuns, () => base.ListRunsAsync(query, cancel));

    public override ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.GetLastSequence, () => base.GetLastSequenceAsync(runId, cancel));

    public override ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.WaitForFinish, () => base.WaitForFinishAsync(runId, cancel));

    public override ValueTask<long> GetLastPositionAsync(CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.GetLastPosition, () => base.GetLastPositionAsync(cancel));

    public override ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ReadAll, () => base.ReadAllAsync(afterPosition, limit, cancel));

    public override ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.WaitForEvents, () => base.WaitForEventsAsync(afterPosition, cancel));

    public override ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.OpenSubscription, () => base.OpenSubscriptionAsync(name, position, now, cancel));

    public override ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.MoveSubscription, () => base.MoveSubscriptionAsync(name, position, from, now, cancel));

    public override ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.ListSubscriptions, () => base.ListSubscriptionsAsync(cancel));

    public override ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel) =>
        _calls.MakeAsync(StoreCall.DeleteSubscription, () => base.DeleteSubscriptionAsync(name, cancel));
}
