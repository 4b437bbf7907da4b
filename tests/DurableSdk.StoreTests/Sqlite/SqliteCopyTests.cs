using System.Numerics;
using DurableSdk.StoreTests.Contract;
using DurableSdk.Testing;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>
/// A file that somebody copies while a host writes to it, as no manual tells to: of each run the copy holds the beginning of what was written, or says that it is damaged. It never holds
/// anything else, whatever the copy has caught halfway.
/// </summary>
public sealed class SqliteCopyTests : SqliteTests
{
    private const int Copies = 40;
    private const int Seed = 1;
    private const int RunsMax = 20;

    private readonly SemaphoreSlim _committed = new(0);

    [Test]
    public async Task Copy_of_a_file_in_use_is_consistent_or_reports()
    {
        var choice = new Random(Seed);
        using var directory = new TempDirectory();
        var owner = await OwnAsync(Store);
        for (var i = 0; i < RunsMax; i++)
            await CreateAsync(Run($"run-{i}") with { Started = Checked(1, choice) });
        await ClaimAsync(owner);
        // From here on the file itself holds every run.
        Sqlite.Writer.Poll(connection => connection.Execute("PRAGMA wal_checkpoint(PASSIVE)"));
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() => WriteAsync(owner, new Random(~Seed), stop.Token));
        for (var i = 0; i < Copies; i++)
            await LiveCopy.MakeAsync(Fixture.Path, directory.File($"{i}.db"), choice, NextCommitAsync);
        await stop.CancelAsync();
        await writing;

        var written = await LogsAsync(Store);
        var (whole, reported, missed) = (0, 0, 0);
        for (var i = 0; i < Copies; i++)
        {
            if (await JudgeAsync(directory.File($"{i}.db"), written) is not { } missing)
                reported++;
            else if (missing)
                missed++;
            else
                whole++;
        }

        await TestContext.Out.WriteLineAsync($"{written.Values.Sum(log => log.Count)} events written; {whole} copies whole as of some moment, {reported} reported as damaged, {missed} with runs that aren't there.");
        Assert.That(whole, Is.Positive, "None was whole: this shows nothing of what a copy holds.");
        Assert.That(reported, Is.Positive, "None was caught halfway: this shows nothing of what is reported.");
    }

    private async Task WriteAsync(IRunOwner owner, Random choice, CancellationToken stop)
    {
        var lengths = Enumerable.Repeat(1L, RunsMax).ToArray();
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var run = choice.Next(RunsMax);
            var events = Enumerable.Range(1, choice.Next(1, 4)).Select(n => Checked(lengths[run] + n, choice)).ToArray();
            await CommitAsync(owner, Append($"run-{run}", lengths[run], choice.Next(2) == 0 ? RunStatus.Running : RunStatus.Waiting) with { Events = events });
            lengths[run] += events.Length;
            _committed.Release();
            // Pages of the file change under the copy only when the -wal is merged into it.
            if (i % 10 == 0)
                Sqlite.Writer.Poll(connection => connection.Execute("PRAGMA wal_checkpoint(PASSIVE)"));
        }
    }

    private async Task NextCommitAsync()
    {
        while (await _committed.WaitAsync(TimeSpan.Zero))
        {
        }

        await _committed.WaitAsync(StoreFixture.Patience);
    }

    /// <returns>Whether runs are missing; null where it was reported as damaged.</returns>
    private async Task<bool?> JudgeAsync(string path, Dictionary<string, IReadOnlyList<StoredEvent>> written)
    {
        try
        {
            await using var store = await Fixture.OpenAsync(Fixture.Options with { ConnectionString = $"Data Source={path}" });
            var isDamaged = false;
            var logs = await LogsAsync(store);
            foreach (var (runId, log) in logs)
            {
                var last = log.Count == 0 ? 0 : log[^1].Sequence;
                var isWhole = log.All(IsIntact) && log.Select(stored => stored.Sequence).SequenceEqual(Enumerable.Range(1, log.Count).Select(n => (long)n))
                    && await store.GetLastSequenceAsync(runId, None) <= last;
                isDamaged |= !isWhole;
                if (isWhole)
                    Assert.That(log.Select(Content), Is.EqualTo(written[runId].Take(log.Count).Select(Content)), $"{path}, {runId}: nothing of this is damaged, and it isn't what was written");
            }

            // Every run was in the file before it was copied, so only one that SQLite itself calls damaged lacks some.
            if (logs.Count < RunsMax)
                Assert.That(RawDatabase.Scalar(path, "PRAGMA integrity_check"), Is.Not.EqualTo("ok"), $"{path} is whole, and runs are missing");
            return isDamaged ? null : logs.Count < RunsMax;
        }
        catch (DurableException e)
        {
            Assert.That(e.Code, Is.AnyOf("DS3004", "DS3005"));
            return null;
        }
    }

    private static async Task<Dictionary<string, IReadOnlyList<StoredEvent>>> LogsAsync(IEventStore store)
    {
        var logs = new Dictionary<string, IReadOnlyList<StoredEvent>>();
        foreach (var run in await store.ListRunsAsync(new RunQuery { Limit = 10_000 }, None))
            logs.Add(run.RunId, await store.ReadEventsAsync(run.RunId, 0, 1_000_000, None));
        return logs;
    }

    /// <summary>With a checksum that means something, as the engine gives it.</summary>
    private static StoredEvent Checked(long sequence, Random choice)
    {
        var made = Event(sequence, sequence == 1 ? EventKind.WorkflowStarted : EventKind.StepCompleted, new string((char)('a' + choice.Next(26)), choice.Next(10, 10_000)));
        return made with { Checksum = ChecksumOf(made) };
    }

    private static bool IsIntact(StoredEvent stored) => stored.Damage is null && stored.Checksum == ChecksumOf(stored);

    private static uint ChecksumOf(StoredEvent stored)
    {
        var crc = (uint)stored.Sequence;
        foreach (var one in stored.Body.Span)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }

    private static (long, DateTimeOffset, uint, string) Content(StoredEvent stored) => (stored.Sequence, stored.At, stored.Checksum, Text(stored.Body));
}
