using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks;

/// <summary>The rows of runs as the store has them, by their text id and their idempotency key; by a prepared command of the driver.</summary>
internal sealed class DriverRuns(DriverDatabase database) : IDisposable
{
    /// <summary>The table.</summary>
    public const string Schema = """
        CREATE TABLE runs (id INTEGER PRIMARY KEY, run_id TEXT NOT NULL UNIQUE, workflow INTEGER NOT NULL, status INTEGER NOT NULL, idempotency_key TEXT,
            input_hash BLOB NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, wake_at INTEGER, UNIQUE (workflow, idempotency_key))
        """;

    private static readonly byte[] Hash = new byte[16];

    private readonly SqliteCommand _insert = database.Prepare(
        "INSERT INTO runs (id, run_id, workflow, status, idempotency_key, input_hash, created_at, updated_at, wake_at) VALUES ($number, $id, 1, 0, $key, $hash, $number, $number, 0)",
        "$number", "$id", "$key", "$hash");

    /// <param name="number">Its key in the events' table.</param>
    /// <param name="key">Its idempotency key; null where it has none.</param>
    public void Insert(long number, string? key = null) => database.Run(_insert, number, Guid.CreateVersion7().ToString("N"), (object?)key ?? DBNull.Value, Hash);

    public void Dispose() => _insert.Dispose();
}
