using DurableSdk.Sqlite.Database;
using SQLitePCL;

namespace DurableSdk.Sqlite.Lending;

/// <summary>
/// Keeps who has borrowed the connection from what isn't theirs: ending the transaction, changing the log, other files, settings of the file. SQLite asks while it
/// compiles a statement.
/// </summary>
internal sealed class LoanGuard
{
    private readonly sqlite3 _database;

    public LoanGuard(sqlite3 database)
    {
        _database = database;
        _ = raw.sqlite3_set_authorizer(database, Authorize, null);
    }

    /// <summary>What was denied last, in words.</summary>
    public string? Denied { get; private set; }

    public void Remove() => _ = raw.sqlite3_set_authorizer(_database, (strdelegate_authorizer)null!, null);

    private int Authorize(object data, int action, string first, string second, string database, string trigger)
    {
        if (WhyNot(action, first, second) is not { } denied)
            return raw.SQLITE_OK;
        Denied = denied;
        return raw.SQLITE_DENY;
    }

    private static string? WhyNot(int action, string? first, string? second) => action switch
    {
        raw.SQLITE_TRANSACTION => $"{first}: the host begins and ends the transaction",
        raw.SQLITE_ATTACH or raw.SQLITE_DETACH => "attaching or detaching another file",
        raw.SQLITE_PRAGMA when second is not null && !IsLook(first!) => $"setting PRAGMA {first}",
        raw.SQLITE_INSERT or raw.SQLITE_UPDATE or raw.SQLITE_DELETE or raw.SQLITE_DROP_TABLE when IsOwn(first) => $"changing {first}, a table of the log",
        raw.SQLITE_ALTER_TABLE or raw.SQLITE_CREATE_TRIGGER or raw.SQLITE_CREATE_INDEX or raw.SQLITE_DROP_INDEX or raw.SQLITE_DROP_TRIGGER
            when IsOwn(second) => $"changing {second}, a table of the log",
        // What has the name in the temporary database is found first, and stays when the loan is over.
        raw.SQLITE_CREATE_TEMP_TABLE or raw.SQLITE_CREATE_TEMP_VIEW or raw.SQLITE_CREATE_VTABLE when IsOwn(first) => $"hiding {first}, a table of the log",
        raw.SQLITE_CREATE_TEMP_TRIGGER or raw.SQLITE_CREATE_TEMP_INDEX when IsOwn(second) => $"changing {second}, a table of the log",
        raw.SQLITE_ALTER_TABLE when first is "temp" => $"altering {second}, a temporary table",
        _ => null,
    };

    private static bool IsOwn(string? table) => table is not null && Migrator.Tables.Contains(table);

    private static bool IsLook(string pragma) =>
        pragma.EndsWith("_info", StringComparison.OrdinalIgnoreCase) || pragma.EndsWith("_list", StringComparison.OrdinalIgnoreCase);
}
