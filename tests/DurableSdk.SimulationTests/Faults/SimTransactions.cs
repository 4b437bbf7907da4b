using System.Data.Common;

namespace DurableSdk.SimulationTests.Faults;

/// <summary>Transactions of a database in memory, which the store in memory hasn't: what a step writes is there exactly if its result was appended.</summary>
internal sealed class SimTransactions(Func<Append, Action, CancellationToken, ValueTask<AppendResult>> append, SimProcess process) : IStepTransactions
{
    private readonly FaultyCalls _calls = new(process);

    public ValueTask<AppendResult?> AppendInTransactionAsync(Func<DbTransaction, CancellationToken, Task<Append?>> work, CancellationToken cancel) =>
        _calls.MakeAsync<AppendResult?>(StoreCall.AppendInTransaction, async () =>
        {
            await using var transaction = new SimTransaction();
            return await work(transaction, cancel) is { } made ? await append(made, () => process.World.Rows.AddRange(transaction.Rows), cancel) : null;
        });
}
