using DurableSdk.Sqlite;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>
/// What a power cut or a bad disk leaves of the -wal: damage behind the last commit loses nothing, damage before it leaves the file as it was at an earlier commit, never anything between.
/// </summary>
public sealed class SqliteTornTests : SqliteTests
{
    private const int Commits = 30;
    private const int TearsPerSeed = 40;

    /// <summary>How long the -wal was after each commit, and what the database held then.</summary>
    private readonly List<(long Bytes, string Content)> _commits = [];

    private string Wal => Fixture.Path + "-wal";

    [Test]
    public async Task Torn_log_leaves_the_file_as_it_was_at_a_commit([Range(1, 5)] int seed)
    {
        await WriteAsync(new Random(seed));
        var choice = new Random(~seed);
        var losses = 0;
        for (var i = 0; i < TearsPerSeed; i++)
        {
            using var directory = new TempDirectory();
            var torn = directory.File("torn.db");
            var (at, how) = Tear(torn, choice);
            var expected = _commits.Last(commit => commit.Bytes <= at).Content;
            losses += expected == _commits[^1].Content ? 0 : 1;

            Assert.That(RawDatabase.Dump(torn), Is.EqualTo(expected), $"seed {seed}, tear {i}: {how} at {at} of {_commits[^1].Bytes}");
            Assert.That(RawDatabase.Scalar(torn, "PRAGMA integrity_check"), Is.EqualTo("ok"));
            await GoesOnAsync(torn);
        }

        Assert.That(losses, Is.InRange(1, TearsPerSeed - 1), "Some tears lie before the last commit, and some behind it.");
    }

    /// <summary>Commits of all kinds, each in a transaction of its own.</summary>
    private async Task WriteAsync(Random choice)
    {
        await Store.DisposeAsync();
        _commits.Clear();
        _commits.Add((0, RawDatabase.Dump(Fixture.Path)));
        var store = await OpenAsync();
        var owner = await OwnAsync(store);
        Note();
        for (var i = 0; i < Commits; i++)
        {
            var runId = $"run-{i}";
            await store.CreateRunAsync(Run(runId), None);
            Note();
            await ClaimAsync(owner);
            Note();
            await store.SendAsync(runId, Message($"message {i}", $"id-{i}"), None);
            Note();
            await CommitAsync(owner, Append(runId, 1, choice.Next(2) == 0 ? RunStatus.Running : RunStatus.Waiting) with
            {
                Events = [Event(2, body: new string('x', choice.Next(100_000))), Event(3)],
            });
            Note();
        }

        // Copied as a kill would leave it; closed in order, it would be merged into the file.
        File.Copy(Fixture.Path, Fixture.Path + ".killed");
        File.Copy(Wal, Fixture.Path + ".killed-wal");
    }

    private void Note() => _commits.Add((new FileInfo(Wal).Length, ReadOnly()));

    /// <summary>Read from a copy: whoever closes the file last merges the -wal into it.</summary>
    private string ReadOnly()
    {
        using var directory = new TempDirectory();
        File.Copy(Fixture.Path, directory.File("copy.db"));
        File.Copy(Wal, directory.File("copy.db-wal"));
        return RawDatabase.Dump(directory.File("copy.db"));
    }

    private (long At, string How) Tear(string torn, Random choice)
    {
        File.Copy(Fixture.Path + ".killed", torn);
        var wal = File.ReadAllBytes(Fixture.Path + ".killed-wal");
        var end = (int)_commits[^1].Bytes;
        // The header, anywhere, the last commit, or behind it.
        var at = choice.Next(4) switch
        {
            0 => choice.Next(32),
            1 => choice.Next(32, wal.Length),
            2 => (int)_commits[^2].Bytes + choice.Next(end - (int)_commits[^2].Bytes),
            _ => end,
        };
        var how = choice.Next(3);
        if (how == 0 && at < end)
            wal = wal[..at];
        else if (how == 1 && at < end)
            wal[at] ^= (byte)(1 << choice.Next(8));
        else
            wal = [.. wal[..at], .. Garbage(choice, choice.Next(1, 20_000))];
        File.WriteAllBytes(torn + "-wal", wal);
        return (at, how switch { 0 => "cut", 1 => "a bit", _ => "garbage" });
    }

    private static byte[] Garbage(Random choice, int bytes)
    {
        var garbage = new byte[bytes];
        choice.NextBytes(garbage);
        return garbage;
    }

    private async Task GoesOnAsync(string path)
    {
        await using var store = await Fixture.OpenAsync(Fixture.Options with { ConnectionString = $"Data Source={path}" });
        Assert.That((await store.CreateRunAsync(Run("afterwards"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Created));
        await using var owner = await OwnAsync(store);
        foreach (var run in (await ClaimAsync(owner)).Runs)
            await CommitAsync(owner, Append(run.RunId, run.LastSequence));
    }
}
