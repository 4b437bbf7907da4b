using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>The obvious way: each statement is a transaction, one after another.</summary>
internal sealed class CommitAStep(SqliteConnection connection) : IWriter
{
    private readonly SemaphoreSlim _turn = new(1);

    public async Task WriteAsync(string sql, object arguments)
    {
        await _turn.WaitAsync();
        try
        {
            connection.Execute(sql, arguments);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        connection.Dispose();
    }
}
