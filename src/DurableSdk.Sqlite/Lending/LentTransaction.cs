using System.Data;
using System.Data.Common;

namespace DurableSdk.Sqlite.Lending;

/// <summary>The writer's transaction as a step or a projection sees it: the host ends it, by how that ends.</summary>
internal sealed class LentTransaction(Loan loan) : DbTransaction
{
    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection DbConnection => loan.Connection;

    public override void Commit() => throw Refusal($"committing: the host commits when {loan.Borrower.Code} returns");

    public override void Rollback() => throw Refusal($"rolling back: the host does when {loan.Borrower.Code} throws");

    private DurableException Refusal(string what) => SqliteErrors.NotForBorrowers(loan.Connection.DataSource, loan.Borrower, what);
}
