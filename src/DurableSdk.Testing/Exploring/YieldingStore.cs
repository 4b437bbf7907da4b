using DurableSdk.Storage;
using DurableSdk.Testing.Storage;

namespace DurableSdk.Testing.Exploring;

/// <summary>A store whose calls take a turn before and after, so that others come in between, as with a real one.</summary>
internal sealed class YieldingStore(IEventStore inner) : StoreDecorator(inner)
{
    public override ValueTask<IReadOnlyList<StoredEvent>> ReadEventsAsync(string runId, long afterSequence, int limit, CancellationToken cancel) =>
        BetweenAsync(() => base.ReadEventsAsync(runId, afterSequence, limit, cancel));

    public override async ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        var result = await base.TryAcquireAsync(owner, takeOver, cancel);
        return result.Owner is { } won ? result with { Owner = new YieldingOwner(won) } : result;
    }

    private static async ValueTask<TResult> BetweenAsync<TResult>(Func<ValueTask<TResult>> call)
    {
        await Task.Yield();
        var result = await call();
        await Task.Yield();
        return result;
    }

    private sealed class YieldingOwner(IRunOwner inner) : OwnerDecorator(inner)
    {
        public override ValueTask<ClaimResult> ClaimAsync(ClaimRequest request, CancellationToken cancel) => BetweenAsync(() => base.ClaimAsync(request, cancel));

        public override ValueTask<IReadOnlyList<InboxEntry>> ReadInboxAsync(string runId, CancellationToken cancel) =>
            BetweenAsync(() => base.ReadInboxAsync(runId, cancel));

        public override ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel) => BetweenAsync(() => base.AppendAsync(append, cancel));
    }
}
