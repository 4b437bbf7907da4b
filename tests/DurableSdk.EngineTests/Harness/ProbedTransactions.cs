using System.Data.Common;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests.Harness;

/// <summary>A transaction in which a step takes part is an append for the probe, once there is one.</summary>
internal sealed class ProbedTransactions(IStepTransactions inner, Probe probe) : IStepTransactions
{
    public async ValueTask<AppendResult?> AppendInTransactionAsync(Func<DbTransaction, CancellationToken, Task<Append?>> work, CancellationToken cancel)
    {
        Append? proposed = null;
        AppendOutcome? refusal = null;
        var result = await inner.AppendInTransactionAsync(
            async (transaction, over) =>
            {
                proposed = await work(transaction, over);
                if (proposed is not null)
                    probe.OnCall?.Invoke(new StoreCall(StoreOperation.Append, proposed.RunId, IsDone: false, proposed));
                refusal = proposed is null ? null : probe.Refusal?.Invoke(proposed);
                return refusal is null ? proposed : null;
            },
            cancel);
        if (refusal is { } refused)
            return new AppendResult(refused, proposed!.ExpectedSequence);
        if (result is { Outcome: AppendOutcome.Committed })
            probe.Committed(proposed!);
        if (proposed is not null)
            probe.OnCall?.Invoke(new StoreCall(StoreOperation.Append, proposed.RunId, IsDone: true, proposed));
        return result;
    }
}
