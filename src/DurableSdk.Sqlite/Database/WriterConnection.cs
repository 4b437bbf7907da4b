using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSdk.Sqlite.Database;

/// <summary>The writer's connection: transactions and prepared statements. Used by one thread at a time.</summary>
internal sealed class WriterConnection : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly BeginGate _begins;
    private readonly Action<string>? _beforeStatement;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _beginAtOnce;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private bool _flushes = true;

    public WriterConnection(DatabaseFile file, Action<string>? beforeStatement)
    {
        _begins = file.Begins;
        _beforeStatement = beforeStatement;
        _connection = file.Connect();
        _begin = Prepare("BEGIN IMMEDIATE");
        _beginAtOnce = Prepare("BEGIN IMMEDIATE", _begins.AtOnce, beforeStatement);
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK", _begins, beforeStatement: null);
        Sql = new WriterStatements(this);
    }

    /// <summary>The statements of the operations, prepared at their first use.</summary>
    public WriterStatements Sql { get; }

    /// <summary>How long SQLite itself waits for locks of others. Only while the file is opened: before write-ahead logging is on, a commit and a compilation may meet one too. Afterwards the gate waits.</summary>
    public void WaitForLocks(TimeSpan longest) => _ = raw.sqlite3_busy_timeout(_connection.Handle, (int)longest.TotalMilliseconds);

    /// <summary>Write-ahead logging and the wanted durability; only once the file is recognised as ours.</summary>
    public void Configure()
    {
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        // Four times the default: fewer checkpoints under load, and a -wal of about 16 MiB.
        Execute("PRAGMA wal_autocheckpoint = 4000");
        Execute("PRAGMA journal_size_limit = 67108864");
        Execute("PRAGMA cache_size = -16384");
    }

    /// <summary>Whether the following transactions are flushed to the disk; only between transactions.</summary>
    public void Flush(bool flush)
    {
        if (flush == _flushes)
            return;
        // SQLite carries this pragma out while it compiles it, so a kept statement would gain nothing.
        Execute(flush ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _flushes = flush;
    }

    /// <summary>Begins a transaction that may write.</summary>
    /// <param name="waits">Whether the lock of another process is waited for; else it is an error at once.</param>
    public void Begin(bool waits = true) => (waits ? _begin : _beginAtOnce).Run();

    public void Commit() => _commit.Run();

    /// <summary>Ends a transaction that failed. Does nothing where SQLite has ended it itself.</summary>
    public void Rollback()
    {
        foreach (var statement in _statements)
            statement.Reset();
        if (IsInTransaction)
            _rollback.Run();
    }

    /// <summary>Whether the file, or its file system, can't be written.</summary>
    public bool IsReadOnly => raw.sqlite3_db_readonly(_connection.Handle, "main") == 1;

    /// <summary>What the driver's own commands run on, while the connection is lent.</summary>
    public SqliteConnection Driver => _connection;

    /// <summary>Whether a transaction is open; SQLite ends one itself where it must.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_connection.Handle) == 0;

    public long LastRowId => raw.sqlite3_last_insert_rowid(_connection.Handle);

    public Statement Prepare(string sql) => Prepare(sql, _begins, _beforeStatement);

    /// <summary>Executes a statement that is used once.</summary>
    public void Execute(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql, _begins, _beforeStatement);
        statement.Run();
    }

    /// <summary>The number that a statement used once gives, 0 where there is none.</summary>
    public long Query(string sql)
    {
        using var statement = new Statement(_connection.Handle!, sql, _begins, _beforeStatement);
        return statement.Scalar() ?? 0;
    }

    public void Dispose()
    {
        foreach (var statement in _statements)
            statement.Dispose();
        _connection.Dispose();
    }

    private Statement Prepare(string sql, BeginGate begins, Action<string>? beforeStatement)
    {
        var statement = new Statement(_connection.Handle!, sql, begins, beforeStatement);
        _statements.Add(statement);
        return statement;
    }
}
