using Dapper;
using Microsoft.Data.Sqlite;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>Two tables by hand: the runs and the results of their steps.</summary>
internal static class Database
{
    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        connection.Execute("""
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS runs (id INTEGER PRIMARY KEY, is_done INTEGER NOT NULL DEFAULT 0);
            CREATE TABLE IF NOT EXISTS steps (run INTEGER NOT NULL, seq INTEGER NOT NULL, result BLOB NOT NULL, PRIMARY KEY (run, seq)) WITHOUT ROWID;
            """);
        return connection;
    }
}
