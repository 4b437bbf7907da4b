using DurableSdk.Sqlite;
using DurableSdk.Sqlite.Database;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>A file of the first schema, with one run.</summary>
internal static class OldFile
{
    public static void Create(string path)
    {
        using (var script = new StreamReader(typeof(SqliteEventStore).Assembly.GetManifestResourceStream("0001_initial.sql")!))
            RawDatabase.Execute(path, script.ReadToEnd());
        RawDatabase.Execute(path, """
            INSERT INTO workflows (id, family, name, version) VALUES (1, 1, 'Orders', 1);
            INSERT INTO runs (run_id, workflow, family, status, idempotency_key, input_hash, created_at, updated_at, wake_at)
            VALUES ('run-1', 1, 1, 1, 'order-1', CAST('input' AS BLOB), 1, 1, 0);
            INSERT INTO events (position, run, seq, kind, format, at, body, checksum) VALUES (1, 1, 1, 1, 1, 1, x'00', 1);
            UPDATE host SET last_event_position = 1;
            """);
        RawDatabase.Execute(path, $"PRAGMA application_id = {DatabaseFile.ApplicationId}; PRAGMA user_version = 1;");
    }
}
