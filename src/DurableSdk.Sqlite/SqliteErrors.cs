using DurableSdk.Sqlite.Lending;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace DurableSdk.Sqlite;

/// <summary>The errors of the SQLite store: 3003 newer schema, 3004 foreign or corrupt, 3005 unavailable, 3010 configuration.</summary>
internal static class SqliteErrors
{
    public static DurableException NewerSchema(string file, long found, int known) => new(
        "DS3003",
        $"{file} has schema {found}; this version of DurableSdk.Sqlite knows schemas up to {known}. A newer version of the program has migrated the file, "
        + "and this one reads and writes nothing in it. Run the newer version, or restore a backup from before the upgrade.");

    public static DurableException NotSqlite(string file) => new(
        "DS3004",
        $"{file} isn't a SQLite database: its first bytes are something else (another kind of file, an encrypted one, or a damaged one). "
        + "Nothing was changed. Point Data Source at another file, or restore a backup.");

    public static DurableException ForeignDatabase(string file) => new(
        "DS3004",
        $"{file} is a SQLite database of another program: it has tables, but not DurableSdk's mark. Nothing was changed. "
        + "Give DurableSdk a file of its own.");

    public static DurableException Memory(string dataSource) => new(
        "DS3010",
        $"'{dataSource}' is a SQLite database in memory, which ends with the process and can't be shared by a writer and its readers. "
        + "Name a file (Data Source=orders.db), or use the in-memory store.");

    public static DurableException Uri(string dataSource) => new(
        "DS3010",
        $"'{dataSource}' is a URI. Name the file by its path (Data Source=orders.db): a file of two names has two locks, and two hosts would execute its runs. "
        + "A database in memory ends with the process; use the in-memory store for that.");

    public static DurableException Links(string dataSource) => new("DS3010", $"'{dataSource}' leads nowhere: its links lead in a circle. Name the file itself.");

    public static DurableException NoDataDirectory(string dataSource) => new(
        "DS3010", $"'{dataSource}' begins with a data directory that this program doesn't have. Call AppDomain.CurrentDomain.SetData(\"DataDirectory\", …) first, or name the whole path.");

    public static DurableException BadConnectionString(string connectionString, Exception cause) => new(
        "DS3010", $"'{connectionString}' isn't a connection string: {cause.Message} Write it as: Data Source=orders.db", cause);

    public static DurableException BadOption(string option, object value, string range) => new(
        "DS3010", $"{nameof(SqliteStoreOptions)}.{option} is {value}. Give it a value {range}.");

    public static DurableException DirectoryMissing(string file, string directory) => new(
        "DS3005", $"{file} can't be created: the directory {directory} doesn't exist. Create it, or correct Data Source.");

    public static DurableException LockFileUnusable(string lockFile, Exception cause) => new(
        "DS3005",
        $"The lock file {lockFile} can't be opened: {cause.Message} It lies beside the database and shows which process executes runs. "
        + "Check the directory's rights.",
        cause);

    public static DurableException ReadOnly(string file, Exception? cause) => new(
        "DS3005",
        $"{file} can't be written: the file, its directory or the file system is read-only for this process. "
        + "Grant the right to write there; -wal, -shm and the lock file lie beside it.",
        cause);

    public static DurableException RunNotFound(string file, string runId) => new(
        "DS4001", $"{file} has no run '{runId}'. Check the id, and that this is the file in which the run was started.");

    public static DurableException LoanIsOverdue(string file, TimeSpan bound, Borrower borrower) => new(
        "DS2007",
        $"A {borrower.What} held {file} for its {bound.TotalSeconds:0.###} s, and what it wrote was undone: nothing else could be written meanwhile. "
        + "Do slow work (calls of other services, long queries) outside of it, such as in a step before it, or raise SqliteStoreOptions.TransactionTimeout.");

    public static DurableException LoanIsOver(string file, Borrower borrower) => new(
        "DS2007",
        $"The connection of a {borrower.What} on {file} was used after {borrower.Code} had ended. It belongs to {borrower.Code} until then, and to the host again since. "
        + $"Await everything that uses it before {borrower.Code} returns.");

    public static DurableException NotForBorrowers(string file, Borrower borrower, string what, Exception? cause = null) => new(
        "DS2008",
        $"A {borrower.What} may not do this on {file}: {what}. The host owns the transaction, in which it also records {borrower.Recorded}: it commits when "
        + $"{borrower.Code} returns, and undoes the rows when {borrower.Code} throws. Other tables may be written.",
        cause);

    public static DurableException TransactionHasEnded(string file, Borrower borrower) => new(
        "DS2008",
        $"SQLite has undone the transaction of a {borrower.What} on {file} before {borrower.Code} was done with it: by a conflict clause ROLLBACK, or by an error that {borrower.Code} has caught, "
        + $"such as a full disk. Nothing of it is there, and nothing more is written. Let such errors leave {borrower.Code}, and use ABORT instead of ROLLBACK.");

    public static DurableException InsideTransaction(string file, Borrower borrower) => new(
        "DS2009",
        $"A {borrower.What} asked the client to write to {file}, the store whose connection it holds: the call would wait for its own end. "
        + "Do it outside, such as in another step or from the workflow.");

    /// <summary>What SQLite reports, as an error of ours; anything else as it is.</summary>
    public static Exception From(Exception error, string file) => error is SqliteException sqlite ? From(sqlite, file) : error;

    /// <summary>Whether it hits the whole store, not one operation.</summary>
    public static bool IsStoreWide(Exception error) =>
        error is SqliteException sqlite ? sqlite.SqliteErrorCode is not (raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH) : IsNewerSchema(error);

    /// <summary>Whether a newer program has migrated the file.</summary>
    public static bool IsNewerSchema(Exception error) => error is DurableException { Code: "DS3003" };

    /// <summary>Whether another process has the lock.</summary>
    public static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY };

    private static DurableException From(SqliteException error, string file) => error.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => NotSqlite(file),
        raw.SQLITE_CORRUPT => new(
            "DS3004",
            $"{file} is damaged: {error.Message} Stop the host, keep a copy of the file with its -wal, and restore a backup or use sqlite3's .recover.",
            error),
        raw.SQLITE_FULL => Unavailable(
            $"{file} can't grow: the disk is full (or the database's max_page_count is reached). What was committed is intact, and the store goes on once there is room.", error),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => Unavailable(
            $"{file} is locked by another process for longer than BusyTimeout. Close the program that holds a transaction open, or raise BusyTimeout.", error),
        raw.SQLITE_READONLY or raw.SQLITE_PERM => ReadOnly(file, error),
        raw.SQLITE_CANTOPEN => Unavailable(
            $"{file} can't be opened: check that the path names a file, and the rights of this process's user to it and to its directory.", error),
        _ => Unavailable($"{file} failed: {error.Message} (SQLite {error.SqliteErrorCode}/{error.SqliteExtendedErrorCode}). What was committed before is intact.", error),
    };

    private static DurableException Unavailable(string message, SqliteException error) => new("DS3005", message, error);
}
