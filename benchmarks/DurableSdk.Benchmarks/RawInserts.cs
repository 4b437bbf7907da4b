using System.Diagnostics;
using SQLitePCL;

namespace DurableSdk.Benchmarks;

/// <summary>What SQLite gives without anything around it: one prepared insert into a table with the keys of the event log.</summary>
internal static class RawInserts
{
    private const int ColumnRun = 1;
    private const int ColumnSequence = 2;
    private const int ColumnBody = 3;

    /// <returns>Rows a second, on disk.</returns>
    public static double Measure(string file, int runs, int batch, TimeSpan duration)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out var database));
        using (database)
        {
            Execute(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
            Execute(database, """
                CREATE TABLE events (position INTEGER PRIMARY KEY, run INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,
                    format INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, checksum INTEGER NOT NULL, UNIQUE (run, seq))
                """);
            Check(raw.sqlite3_prepare_v2(database, "INSERT INTO events (run, seq, kind, format, at, body, checksum) VALUES (?1, ?2, 11, 1, 1, ?3, 1)", out var insert));
            using (insert)
                return Insert(database, insert, runs, batch, duration);
        }
    }

    private static double Insert(sqlite3 database, sqlite3_stmt insert, int runs, int batch, TimeSpan duration)
    {
        // As large as the event of a benchmark's step.
        var body = """{"id":"StepAsync#1[10]","attempt":1,"source":"TenStepsWorkflow.cs:15","args":[100],"result":{"Number":100,"Text":"some fifty bytes, as JSON"}}"""u8.ToArray();
        var watch = Stopwatch.StartNew();
        long rows = 0;
        while (watch.Elapsed < duration)
        {
            Execute(database, "BEGIN IMMEDIATE");
            for (var i = 0; i < batch; i++, rows++)
            {
                Check(raw.sqlite3_bind_int64(insert, ColumnRun, rows % runs));
                Check(raw.sqlite3_bind_int64(insert, ColumnSequence, rows / runs));
                Check(raw.sqlite3_bind_blob(insert, ColumnBody, body));
                Check(raw.sqlite3_step(insert));
                Check(raw.sqlite3_reset(insert));
            }

            Execute(database, "COMMIT");
        }

        return rows / watch.Elapsed.TotalSeconds;
    }

    private static void Execute(sqlite3 database, string sql) => Check(raw.sqlite3_exec(database, sql));

    private static void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new InvalidOperationException($"SQLite answers {result}.");
    }
}
