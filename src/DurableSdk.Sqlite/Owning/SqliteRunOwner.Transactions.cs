using System.Data.Common;
using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Owning;

internal sealed partial class SqliteRunOwner : IStepTransactions
{
    public IStepTransactions Transactions => this;

    public async ValueTask<AppendResult?> AppendInTransactionAsync(
        Func<DbTransaction, CancellationToken, Task<Append?>> work, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        ThrowIfDisposed();
        return await _store.Writer.RunAsync(new LendToStep(this, _store, _store.Writer, work) { Cancel = cancel });
    }
}
