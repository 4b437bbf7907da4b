using System.Globalization;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;
using DurableSdk.EndToEndTests.KillStorm;
using Microsoft.Data.Sqlite;

namespace DurableSdk.EndToEndTests.Faults;

/// <summary>Faults of the file under a real process: nothing is told to anybody that isn't on disk, nothing is made twice, and it goes on once the fault is over.</summary>
public sealed class FileFaultTests
{
    private const int Runs = 60;

    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Process_that_is_locked_out_by_another_waits_and_goes_on()
    {
        using var directory = new TestDirectory();
        using var process = WorkloadProcess.Start(Arguments(directory, 1) with { Pace = TimeSpan.FromMilliseconds(100), BusyTimeout = TimeSpan.FromMilliseconds(500) });
        // Not before: a start is told that the file is locked, and it is for its caller to try again.
        await process.SaysAsync("STARTED");
        SQLitePCL.Batteries_V2.Init();
        await using (var other = new SqliteConnection($"Data Source={directory["faults.db"]};Pooling=False"))
        {
            await other.OpenAsync();
            Execute(other, "PRAGMA busy_timeout = 30000");
            Execute(other, "BEGIN IMMEDIATE");
            await process.SaysAsync("is locked by another process");
            Execute(other, "ROLLBACK");
        }

        await process.SucceedsAsync();
        Check(directory);
    }

    /// <summary>Every write behind a size fails, as on a bad disk or in a container with a quota; the next start has room.</summary>
    [TestCase(300)]
    [TestCase(600)]
    public async Task Process_whose_writes_fail_loses_nothing_that_was_told(int kilobytes)
    {
        using var directory = new TestDirectory();
        var arguments = Arguments(directory, 1);
        using (var limited = StartLimited(arguments, kilobytes))
        {
            await limited.SaysAsync("DS3005");
            limited.Signal(Unix.Kill);
            await limited.EndsAsync();
        }

        var before = DatabaseLog.Read(arguments.Database);
        StormChecks.SequencesHaveNoGap(before);
        var recorded = before.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step).ToHashSet();
        var ended = before.Events.Where(e => e.IsStepOutcome).Select(e => (e.RunId, e.Step.StepId)).ToHashSet();
        var next = Arguments(directory, 2);
        using var process = WorkloadProcess.Start(next);
        await process.SucceedsAsync();
        StormChecks.NothingRecordedRanAgain(JournalLog.Read(2, next.Journal), recorded, ended);
        Check(directory);
    }

    private static void Check(TestDirectory directory)
    {
        var log = DatabaseLog.Read(directory["faults.db"]);
        StormChecks.SequencesHaveNoGap(log);
        StormChecks.EveryRunHasCompleted(log, Runs);
        Assert.That(log.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step), Is.Unique);
        StormChecks.RunsSawRecordedResults(log);
    }

    private static WorkloadArguments Arguments(TestDirectory directory, int life) => new()
    {
        Database = directory["faults.db"],
        Journal = directory[$"journal-{life}.log"],
        Incarnation = life,
        Runs = Runs,
    };

    private static ChildProcess StartLimited(WorkloadArguments arguments, int kilobytes)
    {
        string[] command = [ChildProcess.Dotnet, Path.Combine(AppContext.BaseDirectory, WorkloadProcess.First), .. arguments.ToCommandLine()];
        var quoted = string.Join(' ', command.Select(word => $"'{word}'"));
        var script = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {kilobytes}; exec {quoted}");
        // The runtime's own mapping of code is a file too, to which the limit would apply.
        return ChildProcess.Start("/bin/bash", ["-c", script], environment: new Dictionary<string, string?> { ["DOTNET_EnableWriteXorExecute"] = "0" });
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those above.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
