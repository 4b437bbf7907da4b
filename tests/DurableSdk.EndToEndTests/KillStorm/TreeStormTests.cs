using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Runs that call themselves in parallel: at every death a child is there exactly if its parent's log says so, and its end is with its parent exactly if it has ended.</summary>
[Category("KillStorm")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class TreeStormTests
{
    private const int TreesAhead = 15;
    private const int TreesMore = 10;
    private const int LineBytes = 60;

    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    private readonly Random _random = new(Settings.Seed);
    private int _trees = 25;
    private int _lives;

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_every_parent_completes_and_every_child_runs_once(bool evict)
    {
        using var directory = new TestDirectory();
        var watch = Stopwatch.StartNew();
        var kills = evict ? Math.Max(5, Kills / 5) : Kills;
        var waiting = 0;
        for (var killed = 0; killed < kills;)
        {
            var arguments = Begin(directory, evict);
            using var process = WorkloadProcess.Start(arguments);
            await ProgressAsync(process, arguments.Journal);
            await Task.Delay(_random.Next(0, 30));
            await process.KillAsync();
            killed += process.ExitCode == 0 ? 0 : 1;
            var log = DatabaseLog.Read(arguments.Database);
            waiting += FamiliesAreWhole(log);
            while (_trees - log.Events.Count(e => e.Kind == LogKind.WorkflowCompleted && e.RunId.StartsWith("run-", StringComparison.Ordinal)) < TreesAhead)
                _trees += TreesMore;
        }

        var last = Begin(directory, evict);
        using (var process = WorkloadProcess.Start(last))
            await process.SucceedsAsync();
        var whole = DatabaseLog.Read(last.Database);
        Assert.That(FamiliesAreWhole(whole), Is.Zero, "ends that nobody has taken");
        EveryTreeIsComplete(whole);
        StormChecks.SequencesHaveNoGap(whole);
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills in {watch.Elapsed.TotalSeconds:F0} s, seed {Settings.Seed}: {_trees} trees, {whole.Runs.Count} runs; {waiting} ends of children lay in their parents' inboxes at a kill.");
    }

    /// <returns>How many ends of children wait to be taken.</returns>
    private static int FamiliesAreWhole(DatabaseLog log)
    {
        var started = log.Events.Where(e => e.Kind == LogKind.ChildStarted).Select(e => e.ChildId).ToList();
        Assert.That(started, Is.Unique);
        var children = log.Runs.Select(run => run.RunId).Where(id => !id.StartsWith("run-", StringComparison.Ordinal));
        Assert.That(children.ToHashSet().SetEquals(started), "The children on disk are not those of their parents' logs.");

        var taken = log.Events.Where(e => e.Kind == LogKind.ChildCompleted).Select(e => e.ChildId).ToList();
        var waiting = log.Inbox.Select(row => row.MessageId!.Split('\u001f')[0]).ToList();
        var told = taken.Concat(waiting).ToList();
        Assert.That(told, Is.Unique, "An end was told twice.");
        var ended = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted && !e.RunId.StartsWith("run-", StringComparison.Ordinal)).Select(e => e.RunId);
        Assert.That(ended.ToHashSet().SetEquals(told), "The ends that were told are not those on disk.");
        return waiting.Count;
    }

    private void EveryTreeIsComplete(DatabaseLog log)
    {
        Assert.That(log.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Completed));
        Assert.That(log.Runs, Has.Count.EqualTo(_trees * TreeWorkflow.Runs));
        Assert.That(log.Events.Count(e => e.Kind == LogKind.StepCompleted), Is.EqualTo(_trees * TreeWorkflow.Leaves), "Every leaf has one result.");
        var results = log.Events.Where(e => e.Kind == LogKind.WorkflowCompleted).ToDictionary(e => e.RunId, e => e.Result<long>());
        Assert.That(Enumerable.Range(1, _trees).Select(n => results[RunSet.IdOf(n)]), Is.EqualTo(Enumerable.Range(1, _trees).Select(TreeWorkflow.SumOf)));
    }

    private WorkloadArguments Begin(TestDirectory directory, bool evict) => new()
    {
        Database = directory["trees.db"],
        Journal = directory[$"journal-{++_lives:D4}.log"],
        Incarnation = _lives,
        Runs = _trees,
        Evict = evict,
        Trees = true,
    };

    /// <summary>Until some steps have begun in this life.</summary>
    private async Task ProgressAsync(ChildProcess process, string journal)
    {
        var bytes = _random.Next(1, 100) * LineBytes;
        var watch = Stopwatch.StartNew();
        while ((File.Exists(journal) ? new FileInfo(journal).Length : 0) < bytes && !process.HasExited)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }
    }
}
