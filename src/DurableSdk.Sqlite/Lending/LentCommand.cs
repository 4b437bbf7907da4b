using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Lending;

/// <summary>A command of the driver on the lent connection, within the writer's transaction, which the driver itself doesn't know of.</summary>
internal sealed class LentCommand(Loan loan, SqliteCommand inner) : DbCommand, ILent
{
    [AllowNull]
    public override string CommandText
    {
        get => inner.CommandText;
        [SuppressMessage("Security", "CA2100", Justification = "The step's own text.")]
        set => loan.Use(() => inner.CommandText = value);
    }

    public override int CommandTimeout
    {
        get => inner.CommandTimeout;
        set => inner.CommandTimeout = value;
    }

    public override CommandType CommandType
    {
        get => inner.CommandType;
        set => inner.CommandType = value;
    }

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection
    {
        get => loan.Connection;
        set => OnlyOwn(value, value == loan.Connection);
    }

    protected override DbTransaction? DbTransaction
    {
        get => loan.Transaction;
        set => OnlyOwn(value, value == loan.Transaction);
    }

    protected override DbParameterCollection DbParameterCollection => inner.Parameters;

    public override void Cancel()
    {
    }

    public override int ExecuteNonQuery() => loan.Run(inner.ExecuteNonQuery);

    public override object? ExecuteScalar() => loan.Run(inner.ExecuteScalar);

    public override void Prepare() => loan.Use(() =>
    {
        inner.Prepare();
        return 0;
    });

    protected override DbParameter CreateDbParameter() => inner.CreateParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        loan.Run(() => loan.Opened(new LentReader(loan, inner.ExecuteReader(behavior & ~CommandBehavior.CloseConnection))));

    protected override void Dispose(bool disposing)
    {
        if (disposing && !loan.IsOver)
        {
            loan.Use(() =>
            {
                inner.Dispose();
                loan.Forget(this);
                return 0;
            });
        }

        base.Dispose(disposing);
    }

    public void End() => inner.Dispose();

    private void OnlyOwn(object? value, bool isOwn)
    {
        if (value is not null && !isOwn)
            throw SqliteErrors.NotForBorrowers(loan.Connection.DataSource, loan.Borrower, "giving a command another connection or transaction");
    }
}
