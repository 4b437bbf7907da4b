#pragma warning disable RS0030 // Parameters of projections, handed through; the core itself opens nothing.
using System.Data.Common;

namespace DurableSdk.Storage;

/// <summary>For a store that is a database to which projections may write as well.</summary>
public interface IProjectionTransactions
{
    /// <summary>
    /// Lends the store's connection in a transaction, and commits what was done with it together with the subscription's new position. Nothing else is committed meanwhile,
    /// so the store bounds the time: at the bound it undoes everything, and later calls on the connection throw.
    /// </summary>
    /// <param name="name">The subscription.</param>
    /// <param name="position">Where it has to stand; where it stands elsewhere, the work isn't called and nothing is changed.</param>
    /// <param name="work">
    /// Called at most once, on the thread pool. Gives the subscription's new position. Its token fires at the bound and when the call is cancelled; the work may still run when this call is over.
    /// </param>
    /// <param name="now">The host's time (UTC).</param>
    /// <param name="cancel">Gives up, also while the work runs.</param>
    /// <returns>The subscription as it stands now; null where there is none of the name.</returns>
    /// <exception cref="DurableException">
    /// DS2007: the bound was reached, DS2008: the work has ended the transaction itself; everything is undone. DS3005: the store is unavailable or full; the next call finds out where the
    /// subscription stands. What the work throws comes as it is, and everything is undone.
    /// </exception>
    ValueTask<SubscriptionRecord?> MoveInTransactionAsync(
        string name, long position, Func<DbTransaction, CancellationToken, Task<long>> work, DateTimeOffset now, CancellationToken cancel);
}
