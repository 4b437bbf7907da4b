using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

/// <summary>One step after the other, two at a time.</summary>
public sealed class LongWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(int rounds)
    {
        for (var round = 0; round < rounds; round++)
            await Task.WhenAll(NoteAsync(round, "a"), NoteAsync(round, "b"));
        return rounds;
    }

    [Step]
    private Task NoteAsync(int round, string branch)
    {
        journal.Add($"{round} {branch}");
        return Task.CompletedTask;
    }
}

/// <summary>A limit on the length of a log, and what it is good for: the run waits for a person instead of growing.</summary>
public sealed class HistoryTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    internal override bool CountsEvents => true;

    [Test]
    public async Task Log_that_grows_long_is_warned_of_once()
    {
        var host = await StartHostAsync(o => o.HistoryEventsWarning = 6);
        var run = await host.Client.StartLongWorkflowAsync(6);
        await run.ResultAsync().Soon();

        var warning = Log.Lines.Single(line => line.Id == 12 && line.Category.StartsWith("DurableSdk.Worker", StringComparison.Ordinal));
        Assert.That(warning.Level, Is.EqualTo(LogLevel.Warning));
        Assert.That(warning.Text, Does.StartWith($"DS1013: the log of run {run.RunId} of LongWorkflow has ").And.Contain("50000").And.Contain("ContinueAsNew"));
    }

    [Test]
    public async Task Run_at_the_limit_is_blocked_and_goes_on_after_it_is_raised_and_the_run_resumed()
    {
        var first = await StartHostAsync(o => o.HistoryEventsMax = 7);
        var run = await first.Client.StartLongWorkflowAsync(6);
        await Probe.Blocked(run.RunId, "DS1013");
        Assert.That(((Blocked)(await EventsAsync(first, run.RunId))[^1].Event).Report, Does.Contain("has 7 events; the limit is 7.").And.Contain("ContinueAsNew"));
        await run.ResumeAsync();
        await Probe.Blocked(run.RunId, "DS1013", n: 2);
        await first.StopAsync();

        var second = await StartHostAsync(o => o.HistoryEventsMax = 100);
        Assert.That((await second.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Blocked));
        await second.Client.ResumeAsync(run.RunId);
        Assert.That(await second.Client.GetLongWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(6));
        Assert.That(Journal.Lines, Is.EquivalentTo(Enumerable.Range(0, 6).SelectMany(round => new[] { $"{round} a", $"{round} b" })), "nothing is lost and nothing runs twice");
    }

    [Test]
    public async Task Run_that_ends_or_continues_at_the_limit_is_not_blocked()
    {
        var host = await StartHostAsync(o => o.HistoryEventsMax = 2);
        var run = await host.Client.StartGenerationWorkflowAsync(0, 5, null);
        Assert.That(await run.ResultAsync().Soon(), Does.StartWith("5 "));
    }

    [Test]
    public async Task Cancel_ends_a_run_at_the_limit()
    {
        var host = await StartHostAsync(o => o.HistoryEventsMax = 7);
        var run = await host.Client.StartLongWorkflowAsync(6);
        await Probe.Blocked(run.RunId, "DS1013");
        await run.CancelAsync("given up");
        var e = Assert.ThrowsAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon())!;
        Assert.That(e.Reason, Is.EqualTo("given up"));
    }
}
