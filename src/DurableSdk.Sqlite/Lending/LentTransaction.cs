using System.Data;
using System.Data.Common;

namespace DurableSdk.Sqlite.Lending;

/// <summary>The writer's transaction as a step sees it: the host ends it, by how the step ends.</summary>
internal sealed class LentTransaction(Loan loan) : DbTransaction
{
    public override IsolationLevel IsolationLevel => IsolationLevel.Serializable;

    protected override DbConnection DbConnection => loan.Connection;

    public override void Commit() => throw SqliteErrors.NotForSteps(loan.Connection.DataSource, "committing: the host commits when the step returns");

    public override void Rollback() => throw SqliteErrors.NotForSteps(loan.Connection.DataSource, "rolling back: the host does when the step throws");
}
