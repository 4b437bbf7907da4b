namespace DurableSdk.Sqlite.Database;

/// <summary>
/// Refuses a schema that this code doesn't know. A newer program may migrate the file at any time, so every transaction looks at the number in the file before it looks at anything else: once there is a newer
/// one, nothing is read or written any more.
/// </summary>
internal sealed class SchemaGuard(string file)
{
    /// <summary>The number that every look reads.</summary>
    public const string Version = "PRAGMA user_version";

    /// <summary>Called at each look that finds a newer schema, on any thread, before anybody is told.</summary>
    public Action? Outdated { get; set; }

    /// <exception cref="DurableException">DS3003: the schema is newer.</exception>
    public void Check(long version)
    {
        if (!Knows(version))
            throw SqliteErrors.NewerSchema(file, version, Migrator.Newest);
    }

    public bool Knows(long version)
    {
        if (version <= Migrator.Newest)
            return true;
        Outdated?.Invoke();
        return false;
    }
}
