using DurableSdk.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

/// <summary>Keeps runs in a SQLite file.</summary>
public static class SqliteOptionsExtensions
{
    /// <summary>Keeps runs in a SQLite file, which is created if it isn't there.</summary>
    /// <param name="options">The options of <c>AddDurable</c> or <c>DurableHost.StartAsync</c>.</param>
    /// <param name="connectionString">Which file: <c>Data Source=orders.db</c>.</param>
    /// <exception cref="DurableException">At start: DS3003 newer schema, DS3004 foreign or corrupt file, DS3005 unavailable, DS3010 wrong option.</exception>
    public static DurableOptions UseSqlite(this DurableOptions options, string connectionString) =>
        options.UseSqlite(new SqliteStoreOptions { ConnectionString = connectionString });

    /// <summary>Keeps runs in a SQLite file, which is created if it isn't there, with options of your own.</summary>
    /// <param name="options">The options of <c>AddDurable</c> or <c>DurableHost.StartAsync</c>.</param>
    /// <param name="sqlite">Which file, and how.</param>
    /// <exception cref="DurableException">At start: DS3003 newer schema, DS3004 foreign or corrupt file, DS3005 unavailable, DS3010 wrong option.</exception>
    public static DurableOptions UseSqlite(this DurableOptions options, SqliteStoreOptions sqlite)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.UseStore(services => new SqliteEventStore(sqlite, options.TimeProvider, services.GetService<ILoggerFactory>()));
    }
}
