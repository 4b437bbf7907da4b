using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Lives and deaths of a program whose runs all fail and compensate.</summary>
internal sealed class RefundStorm(TestDirectory directory, int seed, bool evict)
{
    private const int RunsPerLife = 25;
    private const int LineBytes = 80;

    private readonly Random _random = new(seed);
    private readonly HashSet<StepKey> _recorded = [];
    private readonly HashSet<(string RunId, string StepId)> _ended = [];
    private int _lives;

    public DatabaseLog? Log { get; private set; }

    public int Runs => (_lives + 1) * RunsPerLife;

    /// <summary>A life that is killed, mostly among its steps.</summary>
    public async Task DieAsync()
    {
        var (arguments, process) = Begin();
        using (process)
        {
            var bytes = _random.Next(1, RunsPerLife * 10) * LineBytes;
            while (!process.HasExited && (!File.Exists(arguments.Journal) || new FileInfo(arguments.Journal).Length < bytes))
                await Task.Delay(2);
            process.Signal(Unix.Kill);
            await process.EndsAsync();
            Look(arguments, process);
        }
    }

    public async Task FinishAsync()
    {
        var (arguments, process) = Begin();
        using (process)
        {
            await process.SucceedsAsync();
            Look(arguments, process);
        }

        Assert.That(Log!.Runs.Where(run => run.Status != RunStatus.Failed), Is.Empty);
        Assert.That(Log.Runs, Has.Count.EqualTo(_lives * RunsPerLife));
        StormChecks.SequencesHaveNoGap(Log);
        Assert.That(Log.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step), Is.Unique);
        foreach (var run in Log.Events.GroupBy(e => e.RunId))
            CheckUndone([.. run]);
    }

    /// <summary>What was done, or may have been, is undone once each and in reverse, between the beginning of it and the end.</summary>
    private static void CheckUndone(List<EventRow> run)
    {
        var done = run.Where(e => e.IsToBeUndone).Select(e => e.Step.StepId + "/compensate").Reverse().ToList();
        var undone = run.Where(e => e.Kind == LogKind.CompensationCompleted).Select(e => e.Step.StepId);
        Assert.That(undone, Is.EqualTo(done), run[0].RunId);
        Assert.That(done, Has.Count.GreaterThanOrEqualTo(3));
        Assert.That(run.Count(e => e.Kind == LogKind.CompensationStarted), Is.EqualTo(1));
        Assert.That(run[^1].Kind, Is.EqualTo(LogKind.WorkflowFailed));
    }

    private (WorkloadArguments Arguments, ChildProcess Process) Begin()
    {
        var arguments = new WorkloadArguments
        {
            Database = directory["refunds.db"],
            Journal = directory[$"journal-{_lives + 1:D4}.log"],
            Incarnation = _lives + 1,
            Runs = Runs,
            Refunds = true,
            // Of many runs in hand some get no turn before the next kill, for many lives in a row.
            CrashedRecoveriesMax = 1000,
            Evict = evict,
        };
        return (arguments, WorkloadProcess.Start(arguments));
    }

    private void Look(WorkloadArguments arguments, ChildProcess process)
    {
        var complaints = process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains($"failed by {typeof(DeclinedException).FullName}", StringComparison.Ordinal));
        Assert.That(complaints, Is.Empty, "The workload complains.");
        _lives++;
        StormChecks.NothingRecordedRanAgain(JournalLog.Read(_lives, arguments.Journal), _recorded, _ended);
        Log = DatabaseLog.Read(arguments.Database);
        foreach (var outcome in Log.Events.Where(e => e.IsAttemptOutcome))
        {
            _recorded.Add(outcome.Step);
            if (outcome.IsStepOutcome)
                _ended.Add((outcome.RunId, outcome.Step.StepId));
        }
    }
}
