using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Peers.HandRolled;

/// <summary>A commit for every statement, one after the other: what most programs would begin with.</summary>
internal sealed class CommitEach(SqliteConnection connection) : IWriter
{
    private readonly Lock _gate = new();

    public Task WriteAsync(string sql, object row)
    {
        lock (_gate)
            connection.Execute(sql, row);
        return Task.CompletedTask;
    }

    public void Dispose() => connection.Dispose();
}
