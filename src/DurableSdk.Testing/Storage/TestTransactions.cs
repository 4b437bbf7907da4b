using System.Data;
using System.Data.Common;
using DurableSdk.Storage;

namespace DurableSdk.Testing.Storage;

/// <summary>For transactional steps that a test replaces: their result is appended, and there is no connection.</summary>
internal sealed class TestTransactions(IRunOwner owner) : IStepTransactions
{
    public async ValueTask<AppendResult?> AppendInTransactionAsync(Func<DbTransaction, CancellationToken, Task<Append?>> work, CancellationToken cancel)
    {
        await using var none = new NoTransaction();
        return await work(none, cancel) is { } append ? await owner.AppendAsync(append, cancel) : null;
    }

    private sealed class NoTransaction : DbTransaction
    {
        public override IsolationLevel IsolationLevel => throw TestErrors.NoConnection();

        protected override DbConnection DbConnection => throw TestErrors.NoConnection();

        public override void Commit() => throw TestErrors.NoConnection();

        public override void Rollback() => throw TestErrors.NoConnection();
    }
}
