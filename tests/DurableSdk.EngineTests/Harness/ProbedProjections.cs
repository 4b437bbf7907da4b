using System.Data.Common;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

internal sealed class ProbedProjections(IProjectionTransactions inner, Probe probe) : IProjectionTransactions
{
    public async ValueTask<SubscriptionRecord?> MoveInTransactionAsync(
        string name, long position, Func<DbTransaction, CancellationToken, Task<long>> work, DateTimeOffset now, CancellationToken cancel)
    {
        var result = await inner.MoveInTransactionAsync(
            name,
            position,
            async (transaction, over) =>
            {
                var next = await work(transaction, over);
                Call(name, isDone: false);
                return next;
            },
            now,
            cancel);
        if (result is { Position: var moved })
            probe.MovedTo(name, moved);
        Call(name, isDone: true);
        return result;
    }

    private void Call(string name, bool isDone) => probe.OnCall?.Invoke(new StoreCall(StoreOperation.Project, name, isDone));
}
