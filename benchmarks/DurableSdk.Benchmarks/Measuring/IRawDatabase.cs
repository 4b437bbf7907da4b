namespace DurableSdk.Benchmarks;

/// <summary>A file with a table that has the columns and keys of the event log, at the durability of the log, and nothing around it.</summary>
internal interface IRawDatabase : IDisposable
{
    /// <summary>The table.</summary>
    const string Schema = """
        CREATE TABLE events (position INTEGER PRIMARY KEY, run INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,
            format INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, checksum INTEGER NOT NULL, UNIQUE (run, seq))
        """;

    /// <summary>The log's own.</summary>
    const string Durability = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL";

    void Begin();

    void Insert(long run, long sequence, byte[] body);

    /// <summary>On disk, once it is back.</summary>
    void Commit();
}
