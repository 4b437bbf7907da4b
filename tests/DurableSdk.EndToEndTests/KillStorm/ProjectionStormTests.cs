using System.Diagnostics;
using System.Globalization;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Two follow the events while the process is killed: of the projection exactly those rows are on disk that its position says, and the subscriber misses nothing.</summary>
[Category("KillStorm")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ProjectionStormTests
{
    private const int RunsAhead = 20;
    private const int RunsMore = 10;
    private const int LineBytes = 6;

    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    private readonly Random _random = new(Settings.Seed);
    private readonly HashSet<long> _got = [];
    private int _gotAgain;
    private int _undone;
    private int _runs = 30;
    private int _lives;

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_each_event_is_projected_exactly_once_and_reaches_the_subscriber_at_least_once(bool evict)
    {
        using var directory = new TestDirectory();
        var watch = Stopwatch.StartNew();
        var kills = evict ? Math.Max(8, Kills / 5) : Kills;
        for (var killed = 0; killed < kills;)
        {
            var arguments = Begin(directory, evict);
            using var process = WorkloadProcess.Start(arguments);
            await ProgressAsync(process, EventFollowers.BegunOf(arguments.Journal));
            await Task.Delay(_random.Next(0, 30));
            await process.KillAsync();
            killed += process.ExitCode == 0 ? 0 : 1;
            var log = Check(arguments);
            while (_runs - (log.Runs.Count - log.Unfinished) < RunsAhead)
                _runs += RunsMore;
        }

        var last = Begin(directory, evict);
        using (var process = WorkloadProcess.Start(last))
            await process.SucceedsAsync();
        var whole = Check(last);
        Assert.That(whole.Projected, Has.Count.EqualTo(whole.Events.Count));
        Assert.That(_got.SetEquals(whole.Events.Select(e => e.Position)));
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills in {watch.Elapsed.TotalSeconds:F0} s, seed {Settings.Seed}: {whole.Events.Count} events, {_undone} had been projected and were undone by a kill, {_gotAgain} reached the subscriber again.");
        Assert.That(_undone, Is.Positive, "No kill hit a projection: the test has shown nothing.");
        Assert.That(_gotAgain, Is.Positive, "No kill hit the subscriber: the test has shown nothing.");
    }

    private DatabaseLog Check(WorkloadArguments arguments)
    {
        var log = DatabaseLog.Read(arguments.Database);
        Assert.That(log.Projected, Is.EqualTo(UpTo(log, EventFollowers.Projection)), "The rows on disk are not those that the position on disk says.");
        var projected = log.Projected.ToHashSet();
        _undone += Lines(EventFollowers.BegunOf(arguments.Journal)).Distinct().Count(position => !projected.Contains(position));
        foreach (var position in Lines(EventFollowers.GotOf(arguments.Journal)))
            _gotAgain += _got.Add(position) ? 0 : 1;
        Assert.That(UpTo(log, EventFollowers.Subscriber).Where(position => !_got.Contains(position)), Is.Empty, "The subscriber has missed what its position says that it is done with.");
        return log;
    }

    private static IEnumerable<long> UpTo(DatabaseLog log, string subscription) =>
        log.Events.Select(e => e.Position).Where(position => position <= log.Subscriptions.GetValueOrDefault(subscription));

    private static IEnumerable<long> Lines(string path) =>
        File.Exists(path) ? File.ReadLines(path).Select(line => long.Parse(line, CultureInfo.InvariantCulture)) : [];

    private WorkloadArguments Begin(TestDirectory directory, bool evict) => new()
    {
        Database = directory["followed.db"],
        Journal = directory[$"journal-{++_lives:D4}.log"],
        Incarnation = _lives,
        Runs = _runs,
        Evict = evict,
        Follow = true,
        CrashedRecoveriesMax = 1000,
    };

    /// <summary>Until some events have been projected in this life.</summary>
    private async Task ProgressAsync(ChildProcess process, string file)
    {
        var bytes = _random.Next(1, 100) * LineBytes;
        var watch = Stopwatch.StartNew();
        while ((File.Exists(file) ? new FileInfo(file).Length : 0) < bytes && !process.HasExited)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }
    }
}
