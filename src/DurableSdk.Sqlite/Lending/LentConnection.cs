using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace DurableSdk.Sqlite.Lending;

/// <summary>The connection that a transactional step or a projection gets. Closing and disposing it does nothing: it isn't theirs.</summary>
internal sealed class LentConnection(Loan loan) : DbConnection
{
    [AllowNull]
    public override string ConnectionString
    {
        get => loan.Use(() => loan.Driver.ConnectionString);
        set => throw SqliteErrors.NotForBorrowers(DataSource, loan.Borrower, "setting the connection string");
    }

    public override string Database => "main";

    public override string DataSource => loan.Driver.DataSource;

    public override string ServerVersion => loan.Driver.ServerVersion;

    public override ConnectionState State => loan.IsOver ? ConnectionState.Closed : ConnectionState.Open;

    public override void Open() => loan.Use(() => 0);

    public override void Close()
    {
    }

    public override void ChangeDatabase(string databaseName) => throw SqliteErrors.NotForBorrowers(DataSource, loan.Borrower, "changing the database");

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw SqliteErrors.NotForBorrowers(DataSource, loan.Borrower, "beginning another transaction");

    protected override DbCommand CreateDbCommand() => loan.Use(() => loan.Opened(new LentCommand(loan, loan.Driver.CreateCommand())));
}
