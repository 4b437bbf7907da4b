namespace DurableSdk.Sqlite;

/// <summary>The limits of the options, checked at start.</summary>
internal static class SqliteStoreOptionsRules
{
    public static void Check(SqliteStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var hour = TimeSpan.FromHours(1);
        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > hour)
            throw SqliteErrors.BadOption(nameof(options.BusyTimeout), options.BusyTimeout, "from zero to one hour");
        if (options.PollInterval < TimeSpan.FromMilliseconds(1) || options.PollInterval > hour)
            throw SqliteErrors.BadOption(nameof(options.PollInterval), options.PollInterval, "from 1 ms to one hour");
        if (options.TransactionTimeout < TimeSpan.FromMilliseconds(10) || options.TransactionTimeout > hour)
            throw SqliteErrors.BadOption(nameof(options.TransactionTimeout), options.TransactionTimeout, "from 10 ms to one hour");
        if (options.GroupCommitRowsMax is < 1 or > 100_000)
            throw SqliteErrors.BadOption(nameof(options.GroupCommitRowsMax), options.GroupCommitRowsMax, "from 1 to 100,000");
        if (options.ReaderConnections is < 1 or > 64)
            throw SqliteErrors.BadOption(nameof(options.ReaderConnections), options.ReaderConnections, "from 1 to 64");
        if (!Enum.IsDefined(options.Synchronous))
            throw SqliteErrors.BadOption(nameof(options.Synchronous), options.Synchronous, "of SqliteSynchronous");
    }
}
