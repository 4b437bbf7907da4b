using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.KillStorm;

/// <summary>Lives and deaths of a program that does everything at once. With tears, each death also damages the -wal, as a power cut on a bad disk does: recorded work may be lost then, and only then.</summary>
internal sealed class MixedStorm(TestDirectory directory, int seed, bool tears = false)
{
    private const int RunsMore = 10;
    private const int RunsAhead = 25;
    private const int LineBytes = 70;

    private readonly Random _random = new(seed);
    private readonly HashSet<StepKey> _recorded = [];
    private readonly HashSet<(string RunId, string StepId)> _ended = [];
    private int _runs = 40;
    private int _lives;

    public string Database { get; } = directory["mixed.db"];

    public DatabaseLog? Log { get; private set; }

    /// <summary>How many deaths have cost something that was recorded.</summary>
    public int Losses { get; private set; }

    /// <returns>False for a life that came to its end before the kill.</returns>
    public async Task<bool> DieAsync()
    {
        var arguments = Next();
        using var process = WorkloadProcess.Start(arguments);
        await ProgressAsync(process, arguments.Journal);
        await Task.Delay(_random.Next(0, 30));
        process.Signal(Unix.Kill);
        await process.EndsAsync();
        Look(arguments, process);
        if (tears)
            Tear();
        while (_runs - Log!.Runs.Count(run => IsEnd(run.Status)) < RunsAhead)
            _runs += RunsMore;
        return process.ExitCode != 0;
    }

    public async Task FinishAsync()
    {
        var arguments = Next();
        using var process = WorkloadProcess.Start(arguments);
        await process.SucceedsAsync();
        Look(arguments, process);
        Check();
    }

    /// <summary>What must hold once all runs have ended, whatever has happened before.</summary>
    public void Check()
    {
        StormChecks.SequencesHaveNoGap(Log!);
        Assert.That(Log!.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step), Is.Unique);
        Assert.That(Log.Events.Where(e => e.Kind == LogKind.Blocked), Is.Empty);
        var last = Log.Runs.GroupBy(run => run.FirstRunId).ToDictionary(chain => chain.Key, chain => chain.Last());
        Assert.That(Log.Runs, Has.Count.EqualTo(_runs * MixedWorkflow.Links));
        for (var n = 1; n <= _runs; n++)
        {
            var run = last[MixedSet.IdOf(n)];
            Assert.That(run.Status, Is.EqualTo(MixedWorkflow.Fails(n) ? RunStatus.Failed : RunStatus.Completed), run.FirstRunId);
            CheckEnd(n, [.. Log.Events.Where(e => e.RunId == run.RunId)]);
        }
    }

    private static void CheckEnd(int n, List<EventRow> events)
    {
        if (!MixedWorkflow.Fails(n))
        {
            Assert.That(events[^1].Result<Outcome>().Value, Is.EqualTo(MixedWorkflow.Expected(n)), MixedSet.IdOf(n));
            return;
        }

        var done = events.Where(e => e.IsToBeUndone).Select(e => e.Step.StepId + "/compensate").Reverse().ToArray();
        Assert.That(done, Has.Length.EqualTo(2));
        Assert.That(events.Where(e => e.Kind == LogKind.CompensationCompleted).Select(e => e.Step.StepId), Is.EqualTo(done), MixedSet.IdOf(n));
    }

    private static bool IsEnd(RunStatus status) => status is RunStatus.Completed or RunStatus.Failed;

    private WorkloadArguments Next() => new()
    {
        Database = Database,
        Journal = directory[$"journal-{++_lives:D4}.log"],
        Incarnation = _lives,
        Runs = _runs,
        Mixed = true,
        // Of many runs in hand some get no turn before the next kill, for many lives in a row.
        CrashedRecoveriesMax = 10_000,
    };

    private async Task ProgressAsync(ChildProcess process, string journal)
    {
        var bytes = _random.Next(10) == 0 ? 0 : _random.Next(1, 80) * LineBytes;
        var watch = Stopwatch.StartNew();
        while ((File.Exists(journal) ? new FileInfo(journal).Length : 0) < bytes && !process.HasExited)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }
    }

    private void Look(WorkloadArguments arguments, ChildProcess process)
    {
        var complaints = process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.Contains(nameof(DeclinedException), StringComparison.Ordinal));
        Assert.That(complaints, Is.Empty, "The workload complains.");
        StormChecks.NothingRecordedRanAgain(JournalLog.Read(arguments.Incarnation, arguments.Journal), _recorded, _ended);
        Learn();
    }

    private void Learn()
    {
        Log = DatabaseLog.Read(Database);
        _recorded.Clear();
        _ended.Clear();
        foreach (var outcome in Log.Events.Where(e => e.IsAttemptOutcome))
        {
            _recorded.Add(outcome.Step);
            if (outcome.IsStepOutcome)
                _ended.Add((outcome.RunId, outcome.Step.StepId));
        }

        Assert.That(Log.Effects, Is.Unique);
        var written = Log.Events.Where(e => e.Kind == LogKind.StepCompleted && e.Step.StepId.StartsWith("WriteAsync", StringComparison.Ordinal)).Select(e => (e.Step.RunId, e.Step.StepId));
        Assert.That(Log.Effects.ToHashSet().SetEquals(written), "The rows on disk are not those of the results on disk.");
    }

    /// <summary>Cuts the -wal, or writes garbage into it, from a random place on; then it holds the beginning of what it held.</summary>
    private void Tear()
    {
        var wal = Database + "-wal";
        if (!File.Exists(wal) || new FileInfo(wal).Length == 0)
            return;
        var before = Log!;
        using (var file = new FileStream(wal, FileMode.Open, FileAccess.ReadWrite))
        {
            var at = file.Length - _random.NextInt64(Math.Min(file.Length, 60_000));
            file.Position = at;
            if (_random.Next(2) == 0)
                file.SetLength(at);
            else
                file.Write(Garbage());
        }

        // What is left of it is of the file beside it, and would be taken for this -wal's index.
        File.Delete(Database + "-shm");
        Learn();
        Losses += Log!.Events.Count < before.Events.Count ? 1 : 0;
        foreach (var run in Log.Events.GroupBy(e => e.RunId))
        {
            Assert.That(run.Select(e => (e.Sequence, e.Kind)), Is.EqualTo(before.Events.Where(e => e.RunId == run.Key).Take(run.Count()).Select(e => (e.Sequence, e.Kind))), run.Key);
        }
    }

    private byte[] Garbage()
    {
        var garbage = new byte[_random.Next(1, 20_000)];
        _random.NextBytes(garbage);
        return garbage;
    }
}
