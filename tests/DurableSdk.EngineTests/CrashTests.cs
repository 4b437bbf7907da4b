namespace DurableSdk.EngineTests;

public sealed class CrashTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Recovery_happens_at_start_and_only_the_step_in_flight_runs_again()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartTwoStepWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        Journal.Reach("gate");

        var second = await StartHostAsync();
        await second.Client.GetTwoStepWorkflow(run.RunId).WaitAsync().Soon();
        Assert.That(Journal.Count("one"), Is.EqualTo(1));
        Assert.That(Journal.Count($"two {run.RunId}/TwoAsync#1"), Is.EqualTo(2));
        AssertRecordedOnce(await EventsAsync(second, run.RunId));
    }

    [Test]
    public async Task Crash_again_and_again_in_one_step_sets_the_run_aside_and_resume_goes_on()
    {
        string runId = "";
        for (var crash = 1; crash <= 3; crash++)
        {
            var host = await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
            if (crash == 1)
                runId = (await host.Client.StartTwoStepWorkflowAsync($"gate")).RunId;
            await Observe(() => Journal.Count($"two {runId}/TwoAsync#1") >= crash);
            await host.CrashAsync();
        }

        var last = await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
        await Probe.Blocked(runId, "DS1010");
        Assert.That(await (await last.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2), "the others go on");
        Journal.Reach("gate");
        await last.Client.ResumeAsync(runId);
        await last.Client.GetTwoStepWorkflow(runId).WaitAsync().Soon();
    }

    [Test]
    public async Task Crashes_while_a_run_waits_for_its_first_signal_are_not_put_down_to_it()
    {
        var runId = "";
        for (var crash = 1; crash <= 4; crash++)
        {
            var host = await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
            if (crash == 1)
                runId = (await host.Client.StartBasketWorkflowAsync()).RunId;
            else
                await (await host.Client.StartEmptyWorkflowAsync()).WaitAsync().Soon();
            if (crash == 1)
                await (Evicts ? Probe.Released(runId) : Probe.Rested(runId));
            await host.CrashAsync();
        }

        var last = await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
        Assert.That((await last.Client.GetRunAsync(runId))?.Status, Is.EqualTo(RunStatus.Waiting));
        Assert.That(Probe.Commits.Any(commit => commit.RunId == runId && commit.Entry.Event is Blocked), Is.False);
    }

    [Test]
    public async Task Step_that_ends_the_process_after_its_begin_was_recorded_sets_the_run_aside()
    {
        string runId = "";
        for (var crash = 1; crash <= 3; crash++)
        {
            var host = await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
            if (crash == 1)
                runId = (await host.Client.StartTwoStepWorkflowAsync("gate")).RunId;
            await Probe.Event<StepStarted>(runId, n: crash);
            await host.CrashAsync();
        }

        await StartHostAsync(o => o.CrashedRecoveriesMax = 3);
        await Probe.Blocked(runId, "DS1010");
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is StepStarted), Is.EqualTo(3));
    }

    [Test]
    public async Task Finished_run_keeps_its_result_after_a_crash()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        await first.CrashAsync();
        var second = await StartHostAsync();
        Assert.That(await second.Client.GetAddWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(3));
    }

    internal static void AssertRecordedOnce(IEnumerable<LogEntry> events)
    {
        var outcomes = events.Select(entry => entry.Event).Where(e => e is StepCompleted or StepFailed).Cast<StepEvent>().Select(e => e.Id);
        Assert.That(outcomes, Is.Unique);
    }

    /// <summary>The journal tells of a line once it is written.</summary>
    private Task Observe(Func<bool> isSo) => Journal.Until(isSo).Soon();
}

public sealed class TwoStepWorkflow(Journal journal)
{
    [Workflow]
    public async Task RunAsync(string gate)
    {
        await OneAsync();
        await TwoAsync(gate);
    }

    [Step]
    private Task OneAsync()
    {
        journal.Add("one");
        return Task.CompletedTask;
    }

    [Step]
    private async Task TwoAsync(string gate)
    {
        journal.Reach($"at {gate}");
        journal.Add($"two {StepContext.Current.IdempotencyKey}");
        await journal.Reached(gate);
    }
}
