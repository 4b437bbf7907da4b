using System.Globalization;
using DurableSdk.Sqlite;
using DurableSdk.StoreTests.Contract;
using DurableSdk.StoreTests.InMemory;

namespace DurableSdk.StoreTests.Sqlite;

/// <summary>
/// The same random deeds on both stores give the same answers, whatever the contract forgot to ask: one by one, many in one transaction, and where
/// statements fail. What failed was never done.
/// </summary>
public sealed partial class SqliteAgainstMemoryTests : SqliteTests
{
    private const int Batches = 120;
    private const string Messages = " has messages";
    private const string Terminated = " is terminated";

    private readonly Faults _faults = new();
    private readonly List<string> _told = [];
    private Side _sqlite = null!;
    private Side _model = null!;
    private SqliteStoreOptions _options = null!;

    /// <summary>Seeds beside those of every run: the first, and how many.</summary>
    private static IEnumerable<int> Seeds()
    {
        var first = Environment.GetEnvironmentVariable("DURABLE_STORE_SEED");
        var count = Environment.GetEnvironmentVariable("DURABLE_STORE_SEEDS");
        return Enumerable.Range(int.Parse(first ?? "1", CultureInfo.InvariantCulture), int.Parse(count ?? "12", CultureInfo.InvariantCulture));
    }

    [TestCaseSource(nameof(Seeds))]
    public async Task Random_deeds_give_the_same_answers(int seed)
    {
        var random = new Random(seed);
        var deeds = new Deeds(random);
        _options = Fixture.Options with { BeforeStatement = _faults.BeforeStatement };
        _sqlite = await Side.OpenAsync(async () => await Fixture.OpenAsync(_options), Fixture.CrashAsync);
        var memory = new InMemoryFixture();
        memory.Create();
        _model = await Side.OpenAsync(memory.OpenAsync, memory.CrashAsync);
        _told.Clear();
        for (var i = 0; i < Batches; i++)
        {
            await deeds.BeginAsync(_model);
            await (random.Next(10) switch
            {
                0 => OneAsync(random.Next(3) == 0 ? deeds.Restart() : deeds.Look()),
                1 or 2 => OneAsync(deeds.OfOther()),
                3 or 4 => OneAsync(deeds.OfHost()),
                _ => TogetherAsync([.. Enumerable.Range(0, random.Next(2, 16)).Select(_ => deeds.OfHost())], random),
            });
            await OneAsync(deeds.Listen());
            await CompareToldAsync();
            await OneAsync(deeds.Look());
        }

        await _sqlite.DisposeAsync();
        await _model.DisposeAsync();
        Assert.That(_told.Count(answer => answer.Contains("Committed", StringComparison.Ordinal)), Is.GreaterThan(10), "it is not all refusals");
    }

    private async Task OneAsync(Deed deed)
    {
        var answer = await deed.Do(_sqlite);
        await CompareAsync(deed, answer);
        AreEqual("taken", _sqlite.TakeTaken(), _model.TakeTaken());
    }

    /// <summary>The writer is held until all have been asked for.</summary>
    private async Task TogetherAsync(List<Deed> deeds, Random random)
    {
        using var go = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        ((SqliteEventStore)_sqlite.Store).Writer.Poll(_ =>
        {
            held.Set();
            go.Wait(StoreFixture.Patience);
        });
        held.Wait(StoreFixture.Patience);
        var answers = deeds.ConvertAll(deed => deed.Do(_sqlite));
        var fails = random.Next(2) == 0;
        if (fails)
            _faults.Arm(random, 8 * deeds.Count);
        go.Set();
        var answered = new List<(Deed Deed, Answer? Answer)>();
        foreach (var (deed, answer) in deeds.Zip(answers))
            answered.Add((deed, await OrFailedAsync(answer)));
        _told.Add($"together {deeds.Count}, failed statements: {string.Join("; ", _faults.Hit)}");
        _faults.Disarm();
        foreach (var (deed, answer) in answered)
            await CompareAsync(deed, answer);
        AreEqual("taken", _sqlite.TakeTaken(), _model.TakeTaken());
    }

    /// <summary>What failed isn't done in memory either.</summary>
    private async Task CompareAsync(Deed deed, Answer? answer)
    {
        if (answer is null)
        {
            _told.Add($"{deed.What}: failed");
            return;
        }

        answer.Note?.Invoke();
        var expected = await deed.Do(_model);
        expected.Note?.Invoke();
        _told.Add(deed.What == "look" ? deed.What : $"{deed.What}: {expected.Text}");
        AreEqual(deed.What, answer.Text, expected.Text);
    }

    /// <summary>After a failure it may be told again of messages that it has left there, and of those of a run that has ended it needn't be told.</summary>
    private async Task CompareToldAsync()
    {
        foreach (var side in new[] { _sqlite, _model })
            side.Told.RemoveWhere(told => told.EndsWith(Messages, StringComparison.Ordinal) && side.Told.Contains(told.Replace(Messages, Terminated, StringComparison.Ordinal)));
        foreach (var told in _sqlite.Told.Except(_model.Told).ToList())
        {
            if (told.EndsWith(Messages, StringComparison.Ordinal) && (await _model.Owner.ReadInboxAsync(told[..^Messages.Length], None)).Count > 0)
                _sqlite.Told.Remove(told);
        }

        AreEqual("told", _sqlite.TakeTold(), _model.TakeTold());
    }

    private void AreEqual(string what, string sqlite, string memory) =>
        Assert.That(sqlite, Is.EqualTo(memory), () => $"{what}, after\n{string.Join('\n', _told.TakeLast(40))}");

    private static async Task<Answer?> OrFailedAsync(Task<Answer> answer)
    {
        try
        {
            return await answer;
        }
        catch (Exception e) when (e is CrashException or DurableException { Code: "DS3005" })
        {
            return null;
        }
    }
}
