using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>The two rows of a start as the store has them: the run's, by its text id and its idempotency key, and its first event's. By prepared commands of the driver.</summary>
/// <param name="RowsOfCommit">Of both, in one transaction.</param>
/// <param name="Body">Of the event.</param>
internal sealed record RawStarts(int RowsOfCommit, byte[] Body)
{
    private const string Runs = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, workflow INTEGER NOT NULL, status INTEGER NOT NULL, idempotency_key TEXT,
            input_hash BLOB NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, wake_at INTEGER, UNIQUE (workflow, idempotency_key))
        """;

    private static readonly byte[] Hash = new byte[16];

    /// <returns>Starts a second, on disk.</returns>
    public double PerSecond(Setting setting, TimeSpan duration)
    {
        var file = setting.NewFile("raw-starts");
        double rate;
        using (var database = new DriverDatabase(file, Runs))
            rate = PerSecond(database, duration);
        setting.Delete(file);
        return rate;
    }

    private double PerSecond(DriverDatabase database, TimeSpan duration)
    {
        using var insert = database.Prepare(
            "INSERT INTO runs (run_id, workflow, status, idempotency_key, input_hash, created_at, updated_at, wake_at) VALUES ($id, 1, 0, $key, $hash, $at, $at, 0)",
            "$id", "$key", "$hash", "$at");
        var watch = Stopwatch.StartNew();
        long started = 0;
        while (watch.Elapsed < duration)
        {
            database.Begin();
            for (var i = 0; i < RowsOfCommit / 2; i++)
            {
                started++;
                database.Run(insert, Guid.NewGuid().ToString("N"), $"order-{started % 64}-{started}", Hash, started);
                database.Insert(started, 1, Body);
            }

            database.Commit();
        }

        return started / watch.Elapsed.TotalSeconds;
    }
}
