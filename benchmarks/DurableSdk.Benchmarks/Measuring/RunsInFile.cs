using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>How runs stand, seen from beside the host: waiting for thousands of results would be work of its own.</summary>
internal static class RunsInFile
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    public static async Task UntilAllAsync(string file, int count, RunStatus status)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        while (await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM runs WHERE status = @status", new { status }) < count)
            await Task.Delay(Look);
    }
}
