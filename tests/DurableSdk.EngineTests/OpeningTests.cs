using DurableSdk.Sqlite;

namespace DurableSdk.EngineTests;

[TestFixture]
public sealed class OpeningTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("durable-engine-").FullName;

    [Test]
    public async Task Store_that_is_closed_while_it_opens_leaves_no_file_open()
    {
        using var opens = new ManualResetEventSlim();
        using var isClosed = new ManualResetEventSlim();
        var path = Path.Combine(_directory, "runs.db");
        var store = new SqliteEventStore(new SqliteStoreOptions { ConnectionString = $"Data Source={path}", BeforeStatement = Wait }, TimeProvider.System, null);
        var opening = store.OpenAsync(default).AsTask();
        opens.Wait();
        await store.DisposeAsync();
        isClosed.Set();
        Assert.ThrowsAsync<ObjectDisposedException>(() => opening.Soon());
        Assert.That(File.Exists($"{path}-wal"), Is.False, "the last connection takes it along");

        void Wait(string sql)
        {
            opens.Set();
            isClosed.Wait();
        }
    }

    [TearDown]
    public void Delete() => Directory.Delete(_directory, recursive: true);
}
