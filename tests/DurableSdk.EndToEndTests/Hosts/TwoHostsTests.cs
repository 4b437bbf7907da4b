using DurableSdk.EndToEnd.Workload;
using DurableSdk.EndToEndTests.Harness;

namespace DurableSdk.EndToEndTests.Hosts;

/// <summary>Two programs on one file.</summary>
[Category("Hosts")]
public sealed class TwoHostsTests
{
    private const int Runs = 40;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(150);

    [SetUp]
    public void SetUp() => Unix.Require();

    [Test]
    public async Task Second_host_waits_as_a_standby_and_takes_over_when_the_first_is_killed()
    {
        using var directory = new TestDirectory();
        using var first = WorkloadProcess.Start(Arguments(directory, 1));
        await StepsAsync(first, directory, 1);
        using var second = WorkloadProcess.Start(Arguments(directory, 2));
        await second.SaysAsync("DS3007");
        Assert.That(JournalLog.Read(2, Journal(directory, 2)).Lines, Is.Empty, "A standby executes nothing.");

        // Before the kill: after it, the second host records at once.
        var before = DatabaseLog.Read(Database(directory));
        await first.KillAsync();
        await second.SucceedsAsync();

        Assert.That(second.Output, Does.Contain("DONE"), second.ToString);
        CheckEverything(directory, before);
    }

    [Test]
    public async Task Frozen_host_that_was_taken_over_from_wakes_up_fenced_and_appends_nothing()
    {
        using var directory = new TestDirectory();
        using var first = WorkloadProcess.Start(Arguments(directory, 1));
        await StepsAsync(first, directory, 1);
        // One that is frozen inside a transaction keeps the file locked for everybody; that is another test.
        FileLock.Freeze(first, Database(directory)).Dispose();
        var frozen = DatabaseLog.Read(Database(directory));
        using var second = WorkloadProcess.Start(Arguments(directory, 2) with { TakeOver = true });
        await StepsAsync(second, directory, 2);

        first.Signal(Unix.Continue);
        Assert.That(await first.SaysAsync("DS3006"), Does.Contain("taken over"));
        await second.SucceedsAsync();
        await first.SucceedsAsync();

        CheckEverything(directory, frozen);
        var later = DatabaseLog.Read(Database(directory)).Events.Skip(frozen.Events.Count).Where(e => e.Kind == LogKind.StepCompleted);
        Assert.That(later.Select(e => e.Result<Receipt>().Execution), Has.All.StartsWith("2:"), "Results after the take-over are the second host's.");
    }

    private static string Database(TestDirectory directory) => directory["workload.db"];

    private static string Journal(TestDirectory directory, int incarnation) => directory[$"journal-{incarnation}.log"];

    private static WorkloadArguments Arguments(TestDirectory directory, int incarnation) => new()
    {
        Database = Database(directory),
        Journal = Journal(directory, incarnation),
        Incarnation = incarnation,
        Runs = Runs,
        Pace = Pace,
    };

    private static Task StepsAsync(ChildProcess process, TestDirectory directory, int incarnation) =>
        process.UntilAsync(() => JournalLog.Read(incarnation, Journal(directory, incarnation)).Lines.Any(line => line.What == "done"));

    private static void CheckEverything(TestDirectory directory, DatabaseLog before)
    {
        var log = DatabaseLog.Read(Database(directory));
        var lives = Enumerable.Range(1, 2).ToDictionary(n => n, n => JournalLog.Read(n, Journal(directory, n)));
        var recorded = before.Events.Where(e => e.IsAttemptOutcome).Select(e => e.Step).ToHashSet();
        var ended = before.Events.Where(e => e.IsStepOutcome).Select(e => (e.RunId, e.Step.StepId)).ToHashSet();
        StormChecks.NothingRecordedRanAgain(lives[2], recorded, ended);
        StormChecks.EveryRunHasCompleted(log, Runs);
        StormChecks.SequencesHaveNoGap(log);
        StormChecks.EveryOutcomeIsRecordedOnce(log, lives.Values);
        StormChecks.RecordedResultsAreOfExecutionsThatEnded(log, lives, new Dictionary<int, string> { [1] = "first", [2] = "first" });
        StormChecks.RunsSawRecordedResults(log);
    }
}
