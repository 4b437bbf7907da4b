using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>
/// Lives and deaths of the workload on one database. After every death the log is read as it lies on disk, and the life before is
/// held against it.
/// </summary>
internal sealed class Storm(TestDirectory directory, int seed)
{
    private const int RunsMin = 200;
    private const int RunsMore = 20;
    private const int StepsAhead = 400;
    private const int LivesPerDeathMax = 10;
    private const int LineBytes = 75;

    private readonly Random _random = new(seed);
    private readonly HashSet<StepKey> _recorded = [];
    private readonly HashSet<(string RunId, string StepId)> _ended = [];

    public string Database { get; } = directory["workload.db"];

    public int Runs { get; private set; } = RunsMin;

    public Dictionary<int, JournalLog> Lives { get; } = [];

    public Dictionary<int, string> Builds { get; } = [];

    public DatabaseLog? Log { get; private set; }

    public Func<WorkloadArguments, WorkloadArguments> Configure { get; init; } = arguments => arguments;

    /// <summary>Lives until one of them was ended by the signal, at a random moment after random progress.</summary>
    public async Task DieAsync(int signal, string build = WorkloadProcess.First)
    {
        for (var tries = 0; !await LiveAsync(signal, build); tries++)
            Assert.That(tries, Is.LessThan(LivesPerDeathMax), "The workload always ends before the kill.");
    }

    /// <summary>The last life, which may go on to the end; then everything is checked.</summary>
    public async Task FinishAsync(string build = WorkloadProcess.First)
    {
        var (arguments, process) = Begin(build);
        using (process)
        {
            await process.SucceedsAsync();
            Assert.That(process.Output, Does.Contain("DONE"), process.ToString);
            Look(arguments, process);
        }

        StormChecks.EveryRunHasCompleted(Log!, Runs);
        Assert.That(_ended, Has.Count.EqualTo(Enumerable.Range(1, Runs).Sum(RunSet.StepsOf)));
        StormChecks.SequencesHaveNoGap(Log!);
        StormChecks.EveryOutcomeIsRecordedOnce(Log!, Lives.Values);
        StormChecks.RecordedResultsAreOfExecutionsThatEnded(Log!, Lives, Builds);
        StormChecks.RunsSawRecordedResults(Log!);
    }

    public void Report(Stopwatch watch)
    {
        var begun = Lives.Values.Sum(life => life.Begun.Count());
        var distinct = Lives.Values.SelectMany(life => life.Begun).Select(line => line.Step).Distinct().Count();
        TestContext.Out.WriteLine(
            $"{Lives.Count} lives in {watch.Elapsed.TotalSeconds:F0} s, seed {seed}: {Runs} runs, {Log!.Events.Count} events, {begun} step executions, "
            + $"of which {begun - distinct} once more because they were in flight at a kill.");
    }

    /// <returns>False for a life that came to its end by itself: it had too little left to do.</returns>
    private async Task<bool> LiveAsync(int signal, string build)
    {
        var (arguments, process) = Begin(build);
        using (process)
        {
            await ProgressAsync(process, arguments.Journal);
            await Task.Delay(_random.Next(0, 40));
            process.Signal(signal);
            var exit = await process.EndsAsync();
            // A program that hasn't said READY may not listen to SIGTERM yet: then it dies of it.
            var stopped = process.Output.Contains("STOPPED", StringComparison.Ordinal);
            var died = exit != 0 && !process.Output.Contains("DONE", StringComparison.Ordinal);
            Assert.That(stopped || died || process.Output.Contains("DONE", StringComparison.Ordinal), process.ToString);
            if (died && signal == Unix.Terminate)
                Assert.That(process.Output, Does.Not.Contain("READY"), process.ToString);
            Look(arguments, process);
            if (stopped)
                StormChecks.WhatWasFinishedIsRecorded(Lives[arguments.Incarnation], _recorded);
            while (Enumerable.Range(1, Runs).Sum(RunSet.StepsOf) - _ended.Count < StepsAhead)
                Runs += RunsMore;
            return died || stopped;
        }
    }

    private (WorkloadArguments Arguments, ChildProcess Process) Begin(string build)
    {
        var incarnation = Lives.Count + 1;
        Builds[incarnation] = build == WorkloadProcess.Next ? "next" : "first";
        var arguments = Configure(new WorkloadArguments
        {
            Database = Database,
            Journal = directory[$"journal-{incarnation:D4}.log"],
            Incarnation = incarnation,
            Runs = Runs,
        });
        return (arguments, WorkloadProcess.Start(arguments, build));
    }

    /// <summary>Mostly until steps have run; now and then a life ends while it begins.</summary>
    private async Task ProgressAsync(ChildProcess process, string journal)
    {
        var bytes = _random.Next(10) == 0 ? 0 : _random.Next(1, 250) * LineBytes;
        var watch = Stopwatch.StartNew();
        while (Length(journal) < bytes)
        {
            if (process.HasExited)
                return;
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress: {Length(journal)} of {bytes} bytes in the journal.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }

        if (bytes == 0)
            await Task.Delay(_random.Next(0, 400));
    }

    private static long Length(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    private void Look(WorkloadArguments arguments, ChildProcess process)
    {
        Assert.That(process.Errors, Is.Empty, "The workload complains.");
        var life = JournalLog.Read(arguments.Incarnation, arguments.Journal);
        StormChecks.NothingRecordedRanAgain(life, _recorded, _ended);
        Lives.Add(life.Incarnation, life);
        Log = DatabaseLog.Read(Database);
        foreach (var outcome in Log.Events.Where(e => e.IsAttemptOutcome))
        {
            _recorded.Add(outcome.Step);
            if (outcome.IsStepOutcome)
                _ended.Add((outcome.RunId, outcome.Step.StepId));
        }
    }
}
