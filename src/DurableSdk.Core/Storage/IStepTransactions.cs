#pragma warning disable RS0030 // Parameters of steps, handed through; the core itself opens nothing.
using System.Data.Common;

namespace DurableSdk.Storage;

/// <summary>For an owner whose store is a database that steps may write to as well.</summary>
public interface IStepTransactions
{
    /// <summary>
    /// Lends the store's connection in a transaction, and commits what was done with it together with the append that the work gives. Nothing
    /// else is committed meanwhile, so the store bounds the time: at the bound it undoes everything, and later calls on the connection throw.
    /// </summary>
    /// <param name="work">
    /// Called once, on the thread pool. Gives the append, or null to undo everything. Its token fires at the bound and when the call is cancelled; the work may still run
    /// when this call is over.
    /// </param>
    /// <param name="cancel">Gives up, also while the work runs.</param>
    /// <returns>What came of the append; on any outcome but <see cref="AppendOutcome.Committed"/> everything is undone. Null where the work gave none.</returns>
    /// <exception cref="DurableException">
    /// DS2007: the bound was reached, DS2008: the work has ended the transaction itself; everything is undone. DS3005: the store is unavailable or full; whether the
    /// append is there is to be read before anything else.
    /// </exception>
    ValueTask<AppendResult?> AppendInTransactionAsync(Func<DbTransaction, CancellationToken, Task<Append?>> work, CancellationToken cancel);
}
