namespace DurableSdk.StoreTests.Sqlite;

/// <summary>
/// Stops the writer before its n-th statement: the files are copied as they lie on the disk at that moment, which is what a killed
/// process leaves, and the statement throws.
/// </summary>
internal sealed class FaultPoint
{
    private int _remaining;
    private string _database = "";
    private string _copy = "";

    public bool WasHit { get; private set; }

    /// <summary>The statement before which it stopped.</summary>
    public string Statement { get; private set; } = "";

    public void Arm(int statement, string database, string copy)
    {
        _database = database;
        _copy = copy;
        Volatile.Write(ref _remaining, statement);
    }

    public void Disarm() => Volatile.Write(ref _remaining, 0);

    /// <summary>For <see cref="SqliteStoreOptions.BeforeStatement"/>.</summary>
    public void BeforeStatement(string sql)
    {
        if (WasHit)
            throw new CrashException(sql);
        if (Volatile.Read(ref _remaining) == 0 || Interlocked.Decrement(ref _remaining) > 0)
            return;
        WasHit = true;
        Statement = sql;
        Copy("");
        Copy("-wal");
        Copy("-journal");
        throw new CrashException(sql);
    }

    private void Copy(string suffix)
    {
        if (File.Exists(_database + suffix))
            File.Copy(_database + suffix, _copy + suffix);
    }
}

internal sealed class CrashException(string statement) : Exception($"Crashed before: {statement}");
