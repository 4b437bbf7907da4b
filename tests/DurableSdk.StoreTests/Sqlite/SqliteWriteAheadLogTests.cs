using DurableSdk.Sqlite;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>How long the <c>-wal</c> beside the file gets.</summary>
public sealed class SqliteWriteAheadLogTests : SqliteTests
{
    private const int Readers = 4;
    private const int Runs = 20;
    private const long BytesMax = 4 * 1024 * 1024;

    private static readonly string Body = new('x', 60_000);

    [Test]
    public async Task Log_stays_short_where_somebody_always_reads()
    {
        await using var store = await Fixture.OpenAsync(Fixture.Options with { ReaderConnections = Readers, WriteAheadLogBytesMax = BytesMax });
        for (var i = 0; i < Runs; i++)
            await store.CreateRunAsync(Run($"run-{i}"), None);
        using var over = new CancellationTokenSource();
        var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => ReadAsync(store, over.Token))).ToList();

        var longest = 0L;
        for (var written = 0L; written < 8 * BytesMax; written += 4 * Body.Length)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => store.SendAsync($"run-{i}", Message(Body), None).AsTask()));
            longest = Math.Max(longest, new FileInfo(Fixture.Path + "-wal").Length);
        }

        await over.CancelAsync();
        await Task.WhenAll(readers);
        Assert.That(longest, Is.LessThan(4 * BytesMax));
    }

    private static async Task ReadAsync(SqliteEventStore store, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
            Assert.That(await store.ListRunsAsync(new RunQuery(), CancellationToken.None), Has.Count.EqualTo(Runs));
    }
}
