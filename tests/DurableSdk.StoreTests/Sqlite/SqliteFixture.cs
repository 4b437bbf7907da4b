using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;
using DurableSdk.Testing;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>A file in a directory of its own.</summary>
internal sealed class SqliteFixture : StoreFixture
{
    private string _directory = "";

    public string Directory => _directory;

    public string Path => System.IO.Path.Combine(_directory, "orders.db");

    public ManualTimeProvider Time { get; } = new();

    public SqliteStoreOptions Options => new()
    {
        ConnectionString = $"Data Source={Path}",
        // What a power cut would lose isn't tested here, and a flush per test statement costs minutes on a slow disk.
        Synchronous = SqliteSynchronous.Normal,
        // Whether a look is due is said by the clock of the test; that it has moved is noticed at the next interval.
        PollInterval = TimeSpan.FromMilliseconds(10),
    };

    public override void Create() => _directory = System.IO.Directory.CreateTempSubdirectory("durable-stores-").FullName;

    public override async ValueTask<IEventStore> OpenAsync() => await OpenAsync(Options);

    public async Task<SqliteEventStore> OpenAsync(SqliteStoreOptions options)
    {
        var store = new SqliteEventStore(options, Time, null);
        await store.OpenAsync(CancellationToken.None);
        return store;
    }

    public override async ValueTask CrashAsync(IEventStore store) => await ((SqliteEventStore)store).AbandonAsync();

    public override void LetOthersNotice() => Time.Advance(Options.PollInterval);

    public override ValueTask DisposeAsync()
    {
        System.IO.Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
