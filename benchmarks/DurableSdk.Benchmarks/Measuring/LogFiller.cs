using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>
/// Makes many runs of a few by copying their rows. The copies are for not being read: an event's checksum is bound to its run and place. Columns are taken as they are found, so a new one is copied too.
/// </summary>
internal static class LogFiller
{
    /// <param name="file">Has no host.</param>
    /// <param name="times">How many of each run there are in the end.</param>
    public static async Task MultiplyAsync(string file, int times)
    {
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        // Else Dapper opens it anew for each statement, and what the pragmas set is gone.
        await connection.OpenAsync();
        var (lastEvent, lastRun) = await connection.QuerySingleAsync<(long, long)>("SELECT (SELECT max(position) FROM events), (SELECT max(id) FROM runs)");
        if (times < 2)
            return;
        // Whoever dies here begins anew: nothing need be flushed or be undone.
        await connection.ExecuteAsync("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000");
        await CopyAsync(connection, "runs", "id", times - 1, new()
        {
            ["id"] = $"id + copy * {lastRun}",
            ["run_id"] = "run_id || '-' || copy",
        });
        await CopyAsync(connection, "events", "position", times - 1, new()
        {
            ["position"] = $"position + copy * {lastEvent}",
            ["run"] = $"run + copy * {lastRun}",
        });
        await connection.ExecuteAsync("UPDATE host SET last_event_position = (SELECT max(position) FROM events)");
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
    }

    /// <summary>From a table beside it: SQLite would set all rows aside first if it read the table that it writes.</summary>
    private static async Task CopyAsync(SqliteConnection connection, string table, string key, int copies, Dictionary<string, string> changed)
    {
        var columns = (await connection.QueryAsync<string>($"SELECT name FROM pragma_table_info('{table}')")).AsList();
        await connection.ExecuteAsync(
            $"""
            CREATE TEMP TABLE template_{table} AS SELECT * FROM main.{table};
            WITH RECURSIVE copies(copy) AS (SELECT 1 UNION ALL SELECT copy + 1 FROM copies WHERE copy < {copies})
            INSERT INTO main.{table} ({string.Join(", ", columns)})
            SELECT {string.Join(", ", columns.Select(column => changed.GetValueOrDefault(column, column)))}
            FROM copies CROSS JOIN (SELECT * FROM template_{table} ORDER BY {key});
            """,
            commandTimeout: 0);
    }
}
