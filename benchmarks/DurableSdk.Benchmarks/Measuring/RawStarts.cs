using System.Diagnostics;
using Microsoft.Data.Sqlite;

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
        using (var connection = DriverDatabase.Open(file, $"{IRawDatabase.Schema}; {Runs}"))
            rate = PerSecond(connection, duration);
        setting.Delete(file);
        return rate;
    }

    private double PerSecond(SqliteConnection connection, TimeSpan duration)
    {
        using var run = DriverDatabase.Prepare(
            connection,
            "INSERT INTO runs (run_id, workflow, status, idempotency_key, input_hash, created_at, updated_at, wake_at) VALUES ($id, 1, 0, $key, $hash, $at, $at, 0)",
            "$id", "$key", "$hash", "$at");
        using var first = DriverDatabase.Prepare(connection, "INSERT INTO events (run, seq, kind, format, at, body, checksum) VALUES ($run, 1, 1, 1, $at, $body, $checksum)", "$run", "$at", "$body", "$checksum");
        var watch = Stopwatch.StartNew();
        long started = 0;
        while (watch.Elapsed < duration)
        {
            using var transaction = connection.BeginTransaction();
            (run.Transaction, first.Transaction) = (transaction, transaction);
            for (var i = 0; i < RowsOfCommit / 2; i++)
            {
                started++;
                DriverDatabase.Run(run, Guid.NewGuid().ToString("N"), $"order-{started % 64}-{started}", Hash, started);
                DriverDatabase.Run(first, started, started, Body, started);
            }

            transaction.Commit();
        }

        return started / watch.Elapsed.TotalSeconds;
    }
}
