namespace DurableSdk;

/// <summary>How the SQLite store works. Wrong values fail at start with <c>DS3010</c>.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>
    /// Which file, as a Microsoft.Data.Sqlite connection string such as <c>Data Source=orders.db</c>. The file is created, its directory
    /// must exist. No default. A database in memory is refused: the in-memory store is for that.
    /// </summary>
    public required string ConnectionString { get; init; }

    /// <summary>What a power cut may lose. Default: <see cref="SqliteSynchronous.Full"/>, nothing.</summary>
    public SqliteSynchronous Synchronous { get; init; } = SqliteSynchronous.Full;

    /// <summary>
    /// How long to wait for a lock that another process holds, before <c>DS3005</c>. Zero to one hour. Default: 30 seconds.
    /// Within one process nothing waits for locks: there is one writer, and readers don't wait for it.
    /// </summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// At most so many rows in one transaction, 1 to 100,000. Default: 2,000. Whatever waits is committed together; more makes the
    /// longest wait longer, and with <see cref="SqliteSynchronous.Full"/> costs fewer flushes a second. An append is never split.
    /// </summary>
    public int GroupCommitRowsMax { get; init; } = 2_000;

    /// <summary>How many connections read at the same time, 1 to 64; further readers wait their turn. Default: 4.</summary>
    public int ReaderConnections { get; init; } = 4;

    /// <summary>
    /// How often to look whether another process has committed, 1 ms to one hour. Default: 200 ms. Costs microseconds, and happens only
    /// while this process executes runs or waits for one to finish; what this process commits is noticed at once.
    /// </summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a transactional step may hold the connection, 10 ms to one hour. Default: 5 seconds. Nothing else is written meanwhile, by any run. Then its rows are undone,
    /// and the attempt has failed (<c>DS2007</c>).
    /// </summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the write-ahead log may be; as long as SQLite keeps its file when it begins it anew (<c>journal_size_limit</c>).</summary>
    internal long WriteAheadLogBytesMax { get; init; } = 64 * 1024 * 1024;

    /// <summary>Called before every statement of the writer with its text, for tests that crash there.</summary>
    internal Action<string>? BeforeStatement { get; init; }
}
