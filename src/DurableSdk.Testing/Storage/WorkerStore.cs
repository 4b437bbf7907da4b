using DurableSdk.Storage;

namespace DurableSdk.Testing.Storage;

/// <summary>The store as the executing host sees it: with transactions for steps, which a database in memory hasn't.</summary>
internal sealed class WorkerStore(IEventStore inner) : StoreDecorator(inner)
{
    public override async ValueTask<OwnershipResult> TryAcquireAsync(OwnerInfo owner, bool takeOver, CancellationToken cancel)
    {
        var result = await base.TryAcquireAsync(owner, takeOver, cancel);
        return result.Owner is { } won ? result with { Owner = new WorkerOwner(won) } : result;
    }

    private sealed class WorkerOwner(IRunOwner inner) : OwnerDecorator(inner)
    {
        public override IStepTransactions Transactions { get; } = new TestTransactions(inner);
    }
}
