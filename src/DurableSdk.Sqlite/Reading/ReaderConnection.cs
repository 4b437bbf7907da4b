using DurableSdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A connection that only reads. What a run's life reads is prepared and kept; the rest goes through Dapper. Used by one thread at a time.</summary>
internal sealed class ReaderConnection : IDisposable
{
    private readonly List<Statement> _statements = [];
    private readonly SqliteConnection _driver;
    private readonly BeginGate _begins;
    private readonly SchemaGuard _schema;

    public ReaderConnection(DatabaseFile file)
    {
        _driver = file.Connect();
        _begins = file.Begins;
        _schema = file.Schema;
        using var command = _driver.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1";
        command.ExecuteNonQuery();
        Sql = new ReaderStatements(this);
    }

    public ReaderStatements Sql { get; }

    /// <summary>What Dapper reads, within <see cref="Read"/>.</summary>
    public SqliteConnection Driver => _driver;

    /// <summary>
    /// All reads of one state of the file, of which the schema is the first: what follows is read by the names and rules of that schema, whoever migrates the file meanwhile. A query may work long before its first
    /// row, so the transaction has begun before.
    /// </summary>
    public T Read<T>(Func<ReaderConnection, T> query)
    {
        Sql.Begin.Run();
        _schema.Check(Sql.SchemaVersion.Scalar() ?? 0);
        var result = query(this);
        Sql.Commit.Run();
        return result;
    }

    public Statement Prepare(string sql, bool isFirst = false)
    {
        var statement = new Statement(_driver.Handle!, sql, _begins, isFirst: isFirst);
        _statements.Add(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _driver.Dispose();
    }
}
