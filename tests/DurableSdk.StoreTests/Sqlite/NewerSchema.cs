using DurableSdk.Sqlite.Database;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>A file as programs of other versions leave it.</summary>
internal static class NewerSchema
{
    /// <summary>As a newer program migrates it: what this code reads by name has another one, and whatever it still writes the new rules know nothing of.</summary>
    public static void Migrate(string path) => RawDatabase.Execute(path, """
        BEGIN IMMEDIATE;
        ALTER TABLE host RENAME COLUMN epoch TO era;
        ALTER TABLE runs RENAME COLUMN status TO state;
        PRAGMA user_version = 99;
        COMMIT;
        """);

    /// <summary>Only the number, so that this code may play the newer program's part afterwards.</summary>
    public static void Mark(string path) => RawDatabase.Execute(path, "PRAGMA user_version = 99");

    public static void Unmark(string path) => RawDatabase.Execute(path, $"PRAGMA user_version = {Migrator.Newest}");
}
