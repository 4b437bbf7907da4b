namespace DurableSdk.EngineTests;

/// <summary>Steps, a sleep and another step; says what it did.</summary>
public sealed class PausableWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(TimeSpan nap)
    {
        try
        {
            await FirstAsync();
            await Durable.Sleep(nap);
            await SecondAsync();
            return "done";
        }
        finally
        {
            journal.Reach("finally");
        }
    }

    [Step]
    private async Task FirstAsync(CancellationToken cancel = default)
    {
        journal.Reach("in first");
        await using var registration = cancel.Register(() => journal.Reach("token"));
        await journal.Reached("first may end", CancellationToken.None);
        journal.Add("first");
    }

    [Step]
    private Task SecondAsync()
    {
        journal.Add("second");
        return Task.CompletedTask;
    }
}

public sealed class ControlTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Paused_run_records_what_runs_and_begins_nothing_new()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.Zero);
        await Journal.Reached("in first").Soon();
        await run.PauseAsync("stock-taking");
        Assert.That((await Probe.Event<Paused>(run.RunId)).Reason, Is.EqualTo("stock-taking"));
        Journal.Reach("first may end");
        await Probe.Event<StepCompleted>(run.RunId);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Paused));
        Assert.That((await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<TimerStarted>(), Is.Empty);

        await run.ResumeAsync();

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("done"));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "first", "second" }));
    }

    [Test]
    public async Task Timer_that_comes_due_in_a_pause_fires_when_the_run_goes_on()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        Journal.Reach("first may end");
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.FromHours(1));
        await Probe.Event<TimerStarted>(run.RunId);
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        time.Advance(TimeSpan.FromHours(2));
        // Another run that is through shows that the paused one had its chance.
        Assert.That(await (await host.Client.StartAddWorkflowAsync(2, 2)).ResultAsync().Soon(), Is.EqualTo(4));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Paused));

        await run.ResumeAsync();

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("done"));
    }

    [Test]
    public async Task Pause_survives_a_crash()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.Zero);
        await Journal.Reached("in first").Soon();
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        await host.CrashAsync();
        Journal.Reach("first may end");

        var next = await StartHostAsync();
        Assert.That(await (await next.Client.StartAddWorkflowAsync(2, 2)).ResultAsync().Soon(), Is.EqualTo(4));
        Assert.That((await next.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Paused));
        await next.Client.ResumeAsync(run.RunId);
        Assert.That(await next.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("done"));
    }

    [Test]
    public async Task Pause_and_resume_one_after_the_other_leave_the_run_going()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.Zero);
        await Journal.Reached("in first").Soon();
        await run.PauseAsync();
        await run.ResumeAsync();
        Journal.Reach("first may end");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("done"));
    }

    [Test]
    public async Task Cancel_ends_a_pause()
    {
        var host = await StartHostAsync();
        Journal.Reach("first may end");
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.FromDays(1));
        await Probe.Event<TimerStarted>(run.RunId);
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        await run.CancelAsync("enough");
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowCanceledException>());
    }

    [Test]
    public async Task Terminated_run_ends_at_once_and_its_step_gets_its_token()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.Zero);
        await Journal.Reached("in first").Soon();
        await run.TerminateAsync("wrong customer");
        await Journal.Reached("token").Soon();
        Journal.Reach("first may end");

        var ended = Assert.ThrowsAsync<WorkflowTerminatedException>(async () => await run.ResultAsync().Soon());
        Assert.That((ended!.Reason, ended.RunId), Is.EqualTo(("wrong customer", run.RunId)));
        Assert.That((await EventsAsync(host, run.RunId))[^1].Event, Is.EqualTo(new WorkflowTerminated("wrong customer")));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Terminated));
        await RefusedAsync("DS4003", () => run.TerminateAsync());
        await RefusedAsync("DS4003", () => run.CancelAsync());
    }

    [Test]
    public async Task Blocked_run_can_be_terminated()
    {
        var host = await StartHostAsync(o => o.PayloadBytesMax = 2048);
        var run = await host.Client.StartLargeWorkflowAsync(5000);
        await Probe.Blocked(run.RunId, "DS2002");
        await run.TerminateAsync();
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowTerminatedException>());
    }

    [Test]
    public async Task Sleeping_run_can_be_terminated_without_a_host_and_stays_ended()
    {
        var host = await StartHostAsync();
        Journal.Reach("first may end");
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.FromDays(1));
        await Probe.Event<TimerStarted>(run.RunId);
        await host.StopAsync();

        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.TerminateAsync(run.RunId);
        await client.StopAsync();

        var next = await StartHostAsync();
        Assert.That(await (await next.Client.StartAddWorkflowAsync(2, 2)).ResultAsync().Soon(), Is.EqualTo(4));
        Assert.That((await next.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Terminated));
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "first" }));
    }

    [Test]
    public async Task Scheduled_run_that_a_message_wakes_keeps_its_time()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 1, new() { StartAt = time.GetUtcNow().AddHours(1) });
        await run.ResumeAsync();
        await Probe.Event<Resumed>(run.RunId);
        await Probe.Released(run.RunId);
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Pending));
        Assert.That((await run.GetRunAsync()).WakeAt, Is.EqualTo(time.GetUtcNow().AddHours(1)));

        time.Advance(TimeSpan.FromHours(1));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Scheduled_run_that_is_cancelled_ends_before_its_time_and_runs_no_step()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartPausableWorkflowAsync(TimeSpan.Zero, new() { StartAt = time.GetUtcNow().AddHours(1) });
        await run.CancelAsync();
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowCanceledException>());
        Assert.That((await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<StepEvent>(), Is.Empty);
    }
}
