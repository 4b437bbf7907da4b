using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Peers.HandRolled;

/// <summary>A row for each workflow and one for each completed step, in a SQLite file that is flushed at every commit.</summary>
internal sealed class Tables : IDisposable
{
    private readonly string _connectionString;
    private readonly IWriter _writer;

    public Tables(string file, Func<SqliteConnection, IWriter> writer)
    {
        _connectionString = $"Data Source={file}";
        var connection = Open();
        connection.Execute("""
            PRAGMA journal_mode = WAL;
            CREATE TABLE IF NOT EXISTS workflows (id TEXT PRIMARY KEY, name TEXT NOT NULL, result TEXT);
            CREATE TABLE IF NOT EXISTS steps (workflow TEXT NOT NULL, number INTEGER NOT NULL, result TEXT NOT NULL, PRIMARY KEY (workflow, number));
            """);
        _writer = writer(connection);
    }

    public async Task<Run> StartAsync(string id, string name)
    {
        await _writer.WriteAsync("INSERT INTO workflows (id, name) VALUES (@id, @name)", new { id, name });
        return new Run(id, new Dictionary<int, string>(), _writer);
    }

    /// <returns>The run with its completed steps, if there is one that hasn't finished.</returns>
    public Run? Unfinished(string id)
    {
        using var connection = Open();
        if (connection.ExecuteScalar<int>("SELECT count(*) FROM workflows WHERE id = @id AND result IS NULL", new { id }) == 0)
            return null;
        var completed = connection.Query<(int Number, string Result)>("SELECT number, result FROM steps WHERE workflow = @id", new { id });
        return new Run(id, completed.ToDictionary(step => step.Number, step => step.Result), _writer);
    }

    public void Dispose() => _writer.Dispose();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }
}
