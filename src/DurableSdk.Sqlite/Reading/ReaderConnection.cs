using DurableSdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A connection that only reads. What a run's life reads is prepared and kept; the rest goes through Dapper. Used by one thread at a time.</summary>
internal sealed class ReaderConnection : IDisposable
{
    private readonly List<Statement> _statements = [];
    private readonly SqliteConnection _driver;
    private readonly BeginGate _begins;

    public ReaderConnection(DatabaseFile file)
    {
        _driver = file.Connect();
        _begins = file.Begins;
        using var command = _driver.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1";
        command.ExecuteNonQuery();
        Sql = new ReaderStatements(this);
        _begins.InTurn(() => Sql.Look);
    }

    public ReaderStatements Sql { get; }

    /// <summary>What Dapper reads: a query may work long before its first row, so its transaction has begun before.</summary>
    public T Query<T>(Func<SqliteConnection, T> query) => InTransaction(_ => query(_driver));

    /// <summary>Several reads of one state of the file.</summary>
    public T InTransaction<T>(Func<ReaderStatements, T> read)
    {
        Sql.Begin.Run();
        Sql.Look.Any();
        var result = read(Sql);
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
