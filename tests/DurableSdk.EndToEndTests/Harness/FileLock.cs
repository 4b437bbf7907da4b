using Microsoft.Data.Sqlite;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>The lock of a database file, taken while its process is frozen between two transactions.</summary>
internal sealed class FileLock : IDisposable
{
    private const int Busy = 5;

    private readonly SqliteConnection _connection;

    private FileLock(SqliteConnection connection) => _connection = connection;

    /// <summary>Freezes the process until it is told to go on. One that is frozen inside a transaction has the lock itself, and gets a moment more.</summary>
    public static FileLock Freeze(ChildProcess process, string database)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={database};Pooling=False;Default Timeout=1");
        connection.Open();
        while (true)
        {
            process.Signal(Unix.Stop);
            Unix.WaitUntilStopped(process.Id);
            if (TryTake(connection))
                return new FileLock(connection);
            process.Signal(Unix.Continue);
        }
    }

    /// <summary>Gives the lock back. The process stays as it is.</summary>
    public void Dispose() => _connection.Dispose();

    private static bool TryTake(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        try
        {
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == Busy)
        {
            return false;
        }
    }
}
