using DurableSdk.Sqlite.Database;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Sqlite.Reading;

/// <summary>A connection that only reads. What a run's life reads is prepared and kept; the rest goes through Dapper. Used by one thread at a time.</summary>
internal sealed class ReaderConnection : IDisposable
{
    private readonly List<Statement> _statements = [];

    public ReaderConnection(DatabaseFile file)
    {
        Driver = file.Connect();
        using var command = Driver.CreateCommand();
        command.CommandText = "PRAGMA query_only = 1";
        command.ExecuteNonQuery();
        Sql = new ReaderStatements(this);
    }

    /// <summary>What Dapper reads with.</summary>
    public SqliteConnection Driver { get; }

    public ReaderStatements Sql { get; }

    public Statement Prepare(string sql)
    {
        var statement = new Statement(Driver.Handle!, sql, beforeStatement: null);
        _statements.Add(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        Driver.Dispose();
    }
}
