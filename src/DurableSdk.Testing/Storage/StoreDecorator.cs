using DurableSdk.Storage;

namespace DurableSdk.Testing.Storage;

/// <summary>A store that does what another one does, but for what is overridden.</summary>
internal abstract class StoreDecorator(IEventStore inner) : IEventStore
{
    public string Description => inner.Description;

    public virtual IProjectionTransactions? Projections => inner.Projections;

    public virtual ValueTask OpenAsync(CancellationToken cancel) => inner.OpenAsync(cancel);

    public virtual ValueTask<CreateRunResult> CreateRunAsync(NewRun run, CancellationToken cancel) => inner.CreateRunAsync(run, cancel);

    public virtual ValueTask<SendResult> SendAsync(string runId, InboxMessage message, CancellationToken cancel) => inner.SendAsync(runId, message, cancel);

    public virtual ValueTask<HookRecord?> FindHookAsync(string tokenHash, CancellationToken cancel) => inner.FindHookAsync(tokenHash, cancel);

    public virtual ValueTask<HookResult> ResumeHookAsync(string tokenHash, InboxMessage delivery, CancellationToken cancel) => inner.ResumeHookAsync(tokenHash, delivery, cancel);

    public virtual ValueTask<TerminateResult> TerminateAsync(string runId, Func<long, StoredEvent?> end, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancel) =>
        inner.TerminateAsync(runId, end, messages, cancel);

    public virtual ValueTask<PurgeSlice> PurgeAsync(PurgeRequest request, CancellationToken cancel) => inner.PurgeAsync(request, cancel);

    public virtual ValueTask<RunRecord?> GetRunAsync(string runId, CancellationToken cancel) => inner.GetRunAsync(runId, cancel);

    public virtual ValueTask<RunRecord?> GetLastOfChainAsync(string runId, CancellationToken cancel) => inner.GetLastOfChainAsync(runId, cancel);

    public virtual ValueTask<IReadOnlyList<RunRecord>> ListRunsAsync(RunQuery query, CancellationToken cancel) => inner.ListRunsAsync(query, cancel);

    public virtual ValueTask<IReadOnlyList<RunCount>> CountRunsAsync(CancellationToken cancel) => inner.CountRunsAsync(cancel);

    public virtual ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
        inner.ReadEventsAsync(runId, afterSequence, limit, cancel);

    public virtual ValueTask<StoredEvent?> ReadLastEventAsync(string runId, CancellationToken cancel) => inner.ReadLastEventAsync(runId, cancel);

    public virtual ValueTask<long> GetLastSequenceAsync(string runId, CancellationToken cancel) => inner.GetLastSequenceAsync(runId, cancel);

    public virtual ValueTask<FinishedRun> WaitForFinishAsync(string runId, CancellationToken cancel) => inner.WaitForFinishAsync(runId, cancel);

    public virtual ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel) => inner.TryAcquireAsync(owner, takeOver, cancel);

    public virtual ValueTask<long> GetLastPositionAsync(CancellationToken cancel) => inner.GetLastPositionAsync(cancel);

    public virtual ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel) =>
        inner.ReadAllAsync(afterPosition, limit, cancel);

    public virtual ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel) => inner.WaitForEventsAsync(afterPosition, cancel);

    public virtual ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel) =>
        inner.OpenSubscriptionAsync(name, position, now, cancel);

    public virtual ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel) =>
        inner.MoveSubscriptionAsync(name, position, from, now, cancel);

    public virtual ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel) => inner.ListSubscriptionsAsync(cancel);

    public virtual ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel) => inner.DeleteSubscriptionAsync(name, cancel);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}
