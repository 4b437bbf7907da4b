using System.Diagnostics;
using DurableSdk.EndToEnd.Workload;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>
/// Lives and deaths of a program that executes runs. There are always enough of them that a life has something to do; after every death the log is read as it lies on disk. What the runs are, and what must
/// hold of them, each kind of storm says.
/// </summary>
internal abstract class RunStorm(TestDirectory directory, int seed)
{
    private int _lives;

    public DatabaseLog? Log { get; protected set; }

    /// <summary>How many the next life has, those that have ended included.</summary>
    protected int Runs { get; private set; }

    protected string Database { get; } = directory["runs.db"];

    protected Random Random { get; } = new(seed);

    /// <summary>How many bytes a line has of what shows the progress, about.</summary>
    protected abstract int LineBytes { get; }

    /// <summary>At most so many lines are written before a kill. More than what all runs begin with at once, or no life records much.</summary>
    protected virtual int LinesMax => 100;

    /// <summary>So many runs are still to be done when a life begins.</summary>
    protected abstract int RunsAhead { get; }

    /// <summary>How many runs have ended.</summary>
    protected virtual int RunsEnded => Log!.Runs.Count(run => run.Status is RunStatus.Completed or RunStatus.Failed);

    /// <summary>Until the program was killed so often, and then to the end.</summary>
    public async Task RageAsync(int kills)
    {
        var watch = Stopwatch.StartNew();
        for (var killed = 0; killed < kills;)
            killed += await DieAsync() ? 1 : 0;
        await FinishAsync();
        await TestContext.Out.WriteLineAsync($"{kills} kills in {watch.Elapsed.TotalSeconds:F0} s, seed {seed}: {Log!.Runs.Count} runs, {Log.Events.Count} events; {Found()}.");
    }

    protected abstract WorkloadArguments Configure(WorkloadArguments arguments);

    /// <summary>The file that grows as the life goes on.</summary>
    protected virtual string ProgressOf(WorkloadArguments life) => life.Journal;

    /// <summary>Whether a line on the error stream is one that belongs there.</summary>
    protected virtual bool IsExpected(string complaint) => false;

    /// <summary>What must hold at the end of every life.</summary>
    protected abstract void Look(WorkloadArguments life);

    /// <summary>What must hold once all runs have ended, whatever has happened before.</summary>
    protected abstract void LookAtTheEnd();

    /// <summary>What else may happen between two lives.</summary>
    protected virtual void Harm()
    {
    }

    /// <summary>What the kills have hit, for people.</summary>
    protected abstract string Found();

    /// <returns>False for a life that came to its end before the kill.</returns>
    private async Task<bool> DieAsync()
    {
        var life = Next();
        using var process = WorkloadProcess.Start(life);
        await ProgressAsync(process, ProgressOf(life));
        await process.KillAsync();
        See(life, process);
        Harm();
        return process.ExitCode != 0;
    }

    private async Task FinishAsync()
    {
        var life = Next();
        using var process = WorkloadProcess.Start(life);
        await process.SucceedsAsync();
        See(life, process);
        StormChecks.SequencesHaveNoGap(Log!);
        LookAtTheEnd();
    }

    private WorkloadArguments Next()
    {
        while (Runs - (Log is null ? 0 : RunsEnded) < RunsAhead)
            Runs += RunsAhead / 2;
        return Configure(new WorkloadArguments
        {
            Database = Database,
            Journal = directory[$"journal-{++_lives:D4}.log"],
            Incarnation = _lives,
            Runs = Runs,
            // Of many runs in hand some get no turn before the next kill, for many lives in a row.
            CrashedRecoveriesMax = 10_000,
        });
    }

    private void See(WorkloadArguments life, ChildProcess process)
    {
        Assert.That(process.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !IsExpected(line)), Is.Empty, "The workload complains.");
        Log = DatabaseLog.Read(Database);
        Look(life);
    }

    /// <summary>Mostly until something was done in this life; now and then it ends while it begins.</summary>
    private async Task ProgressAsync(ChildProcess process, string file)
    {
        var bytes = Random.Next(10) == 0 ? 0 : Random.Next(1, LinesMax) * LineBytes;
        var watch = Stopwatch.StartNew();
        while ((File.Exists(file) ? new FileInfo(file).Length : 0) < bytes && !process.HasExited)
        {
            if (watch.Elapsed > TimeSpan.FromMinutes(2))
                Assert.Fail($"No progress.{Environment.NewLine}{process}");
            await Task.Delay(2);
        }

        await Task.Delay(Random.Next(0, bytes == 0 ? 400 : 30));
    }
}
