using SQLitePCL;

namespace DurableSdk.Benchmarks;

/// <summary>By the interface of SQLite itself, in C: what the store stands on.</summary>
internal sealed class RawDatabase : IRawDatabase
{
    private const int ColumnRun = 1;
    private const int ColumnSequence = 2;
    private const int ColumnBody = 3;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;

    /// <summary>Makes the file.</summary>
    public RawDatabase(string file)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(file, out _database));
        Execute($"{IRawDatabase.Durability}; {IRawDatabase.Schema}");
        Check(raw.sqlite3_prepare_v2(_database, "INSERT INTO events (run, seq, kind, format, at, body, checksum) VALUES (?1, ?2, 11, 1, 1767225600000000, ?3, 1)", out _insert));
    }

    public static string Version
    {
        get
        {
            Batteries_V2.Init();
            return raw.sqlite3_libversion().utf8_to_string();
        }
    }

    public void Begin() => Execute("BEGIN IMMEDIATE");

    public void Commit() => Execute("COMMIT");

    public void Insert(long run, long sequence, byte[] body)
    {
        Check(raw.sqlite3_bind_int64(_insert, ColumnRun, run));
        Check(raw.sqlite3_bind_int64(_insert, ColumnSequence, sequence));
        Check(raw.sqlite3_bind_blob(_insert, ColumnBody, body));
        Check(raw.sqlite3_step(_insert));
        Check(raw.sqlite3_reset(_insert));
    }

    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }

    private void Execute(string sql) => Check(raw.sqlite3_exec(_database, sql));

    private static void Check(int result)
    {
        if (result is not (raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW))
            throw new InvalidOperationException($"SQLite answers {result}.");
    }
}
