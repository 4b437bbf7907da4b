using System.Globalization;
using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Faults;

/// <summary>Faults of the file under a real process: nothing is told to anybody that isn't on disk, nothing is made twice, and it goes on once the fault is over.</summary>
public sealed class FileFaultTests
{
    private const int Runs = 60;

    /// <summary>Added to each step, so that there is work left when the fault comes.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(300);

    /// <summary>The same where the process can't be frozen until the fault is there.</summary>
    private static readonly TimeSpan Slower = TimeSpan.FromSeconds(1);

    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Process_that_is_locked_out_by_another_waits_and_goes_on()
    {
        using var directory = new TestDirectory();
        using var process = WorkloadProcess.Start(Arguments(directory, 1) with { Pace = Slow, BusyTimeout = TimeSpan.FromMilliseconds(500) });
        // Not before: a start is told that the file is locked, and it is for its caller to try again.
        await process.SaysAsync("STARTED");
        using (FileLock.Freeze(process, directory["faults.db"]))
        {
            process.Signal(Unix.Continue);
            await process.SaysAsync("is locked by another process");
        }

        await process.SucceedsAsync();
        Check(directory["faults.db"]);
    }

    /// <summary>Every write behind a size fails, as on a bad disk or in a container with a quota; the next start has room.</summary>
    [TestCase(0)]
    [TestCase(100)]
    public async Task Process_whose_writes_fail_loses_nothing_that_was_told(int kilobytesMore)
    {
        LinuxOnly();
        using var directory = new TestDirectory();
        var arguments = Arguments(directory, 1) with { Pace = Slow };
        using (var limited = StartLimited(arguments))
        {
            await limited.SaysAsync("STARTED");
            await limited.UntilAsync(() => DatabaseLog.Read(arguments.Database).Events.Any(e => e.IsAttemptOutcome));
            await LimitAsync(limited, () => $"{WrittenTo(arguments.Database) + (1024 * kilobytesMore)}:");
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
        Check(next.Database);
    }

    /// <summary>The same, and it is the process itself that goes on.</summary>
    [Test]
    public async Task Process_whose_writes_fail_for_a_time_goes_on_by_itself()
    {
        LinuxOnly();
        using var directory = new TestDirectory();
        var arguments = Arguments(directory, 1) with { Pace = Slow };
        using var process = StartLimited(arguments);
        await process.SaysAsync("STARTED");
        await LimitAsync(process, () => $"{WrittenTo(arguments.Database)}:");
        await process.SaysAsync("DS3005");
        await LimitAsync(process, static () => "unlimited:");
        await process.SucceedsAsync();
        CheckOneLife(arguments);
    }

    /// <summary>A disk that is full to its last page: the runs wait, and once there is room they go on in the same process.</summary>
    [Test]
    public async Task Process_whose_disk_is_full_waits_and_goes_on_by_itself_once_there_is_room()
    {
        using var directory = new TestDirectory();
        var disk = new SmallDisk(directory);
        await disk.RequireAsync();
        var arguments = Arguments(directory, 1) with { Database = disk["faults.db"], Pace = Slower };
        using var process = disk.Start(arguments);
        await process.SaysAsync("STARTED");
        await disk.FillAsync();
        Assert.That(await process.SaysAsync("DS3005"), Does.Contain("the disk is full"));
        Assert.That(process.Output, Does.Not.Contain("DONE"), "It ended before the disk was full: this shows nothing.");
        disk.MakeRoom();
        await process.SucceedsAsync();
        CheckOneLife(arguments with { Database = disk.CopyOf("faults.db") });
    }

    /// <summary>Nothing was executed but once, and what was is recorded.</summary>
    private static void CheckOneLife(WorkloadArguments arguments)
    {
        Check(arguments.Database);
        var (log, life) = (DatabaseLog.Read(arguments.Database), JournalLog.Read(arguments.Incarnation, arguments.Journal));
        Assert.That(life.Begun.Select(line => line.Step), Is.Unique);
        StormChecks.EveryOutcomeIsRecordedOnce(log, [life]);
        StormChecks.RecordedResultsAreOfExecutionsThatEnded(log, new Dictionary<int, JournalLog> { [1] = life }, new Dictionary<int, string> { [1] = "first" });
    }

    private static void Check(string database)
    {
        var log = DatabaseLog.Read(database);
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

    /// <summary>Up to where the log of changes goes, in bytes, and at least what the journal needs, which is a file too.</summary>
    private static long WrittenTo(string database) => Math.Max(200_000, new FileInfo(database + "-wal").Length);

    private static void LinuxOnly()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("Changes a limit of another process, which only Linux can.");
    }

    /// <summary>How large its files may become, in bytes. It is frozen meanwhile, for on a busy machine its work could be over before the limit holds.</summary>
    private static async Task LimitAsync(ChildProcess process, Func<string> limit)
    {
        process.Signal(Unix.Stop);
        Unix.WaitUntilStopped(process.Id);
        using var prlimit = ChildProcess.Start("prlimit", ["--pid", process.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={limit()}"]);
        await prlimit.SucceedsAsync();
        process.Signal(Unix.Continue);
    }

    /// <summary>A process whose files may become as large as they like, until it is limited; what is written behind a limit fails, and doesn't end it.</summary>
    private static ChildProcess StartLimited(WorkloadArguments arguments)
    {
        string[] command = [ChildProcess.Dotnet, Path.Combine(AppContext.BaseDirectory, WorkloadProcess.First), .. arguments.ToCommandLine()];
        var script = $"trap '' XFSZ; exec {string.Join(' ', command.Select(word => $"'{word}'"))}";
        // The runtime's own mapping of code is a file too, to which the limit would apply.
        return ChildProcess.Start("/bin/bash", ["-c", script], environment: new Dictionary<string, string?> { ["DOTNET_EnableWriteXorExecute"] = "0" });
    }
}
