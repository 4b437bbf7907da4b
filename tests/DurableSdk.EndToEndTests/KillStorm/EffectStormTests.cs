using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Steps that write to the run's own file: at every death the rows on disk are exactly those whose results are.</summary>
[Category("KillStorm")]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class EffectStormTests
{
    private const int RunsAhead = 40;
    private const int RunsMore = 20;
    private const int LineBytes = 60;

    private static readonly int Kills = Math.Max(10, Settings.Kills / 10);

    private readonly Random _random = new(Settings.Seed);
    private int _runs = 60;
    private int _lives;

    [SetUp]
    public void SetUp() => Unix.Require();

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_at_random_moments_each_effect_is_there_exactly_once(bool evict)
    {
        using var directory = new TestDirectory();
        var watch = Stopwatch.StartNew();
        var kills = evict ? Math.Max(5, Kills / 5) : Kills;
        var inFlight = 0;
        for (var killed = 0; killed < kills;)
        {
            var arguments = Begin(directory, evict);
            using var process = WorkloadProcess.Start(arguments);
            await ProgressAsync(process, arguments.Journal);
            await Task.Delay(_random.Next(0, 30));
            await process.KillAsync();
            killed += process.ExitCode == 0 ? 0 : 1;
            var log = DatabaseLog.Read(arguments.Database);
            RowsAreThoseOfResults(log);
            inFlight += StepsWithoutOutcome(arguments, log);
            while (_runs - (log.Runs.Count - log.Unfinished) < RunsAhead)
                _runs += RunsMore;
        }

        var last = Begin(directory, evict);
        using (var process = WorkloadProcess.Start(last))
            await process.SucceedsAsync();
        var whole = DatabaseLog.Read(last.Database);
        RowsAreThoseOfResults(whole);
        Assert.That(whole.Effects, Has.Count.EqualTo(_runs * EffectWorkflow.Rows));
        Assert.That(whole.Runs.Select(run => run.Status), Is.All.EqualTo(RunStatus.Completed));
        await TestContext.Out.WriteLineAsync(
            $"{kills} kills in {watch.Elapsed.TotalSeconds:F0} s, seed {Settings.Seed}: {whole.Effects.Count} rows, {inFlight} steps had begun and were undone by a kill.");
        Assert.That(inFlight, Is.Positive, "No kill hit a step: the test has shown nothing.");
    }

    private static void RowsAreThoseOfResults(DatabaseLog log)
    {
        Assert.That(log.Effects, Is.Unique);
        var recorded = log.Events.Where(e => e.Kind == LogKind.StepCompleted && IsTransactional(e.Step)).Select(e => (e.Step.RunId, e.Step.StepId));
        Assert.That(log.Effects.ToHashSet().SetEquals(recorded), "The rows on disk are not those of the results on disk.");
    }

    /// <summary>Their rows were written, and are gone.</summary>
    private static int StepsWithoutOutcome(WorkloadArguments arguments, DatabaseLog log)
    {
        var outcomes = log.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step).ToHashSet();
        return JournalLog.Read(arguments.Incarnation, arguments.Journal).Begun.Count(line => IsTransactional(line.Step) && !outcomes.Contains(line.Step));
    }

    private static bool IsTransactional(StepKey step) => step.StepId.StartsWith("WriteAsync", StringComparison.Ordinal);

    private WorkloadArguments Begin(TestDirectory directory, bool evict) => new()
    {
        Database = directory["effects.db"],
        Journal = directory[$"journal-{++_lives:D4}.log"],
        Incarnation = _lives,
        Runs = _runs,
        Evict = evict,
        Effects = true,
        // Steps take turns: a run may wait for its own through many lives.
        CrashedRecoveriesMax = 1000,
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
