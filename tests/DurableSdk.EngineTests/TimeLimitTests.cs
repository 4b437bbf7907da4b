namespace DurableSdk.EngineTests;

/// <summary>Waits under a time limit of half a minute, for this or that.</summary>
public sealed class LimitWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string what)
    {
        var limit = TimeSpan.FromSeconds(30);
        try
        {
            switch (what)
            {
                case "sleep":
                    await Durable.Sleep(TimeSpan.FromDays(30)).WithTimeout(limit);
                    break;
                case "helper":
                    await HelpAsync().WithTimeout(limit);
                    break;
                default:
                    await HoldAsync(what).WithTimeout(limit);
                    break;
            }

            return "in time";
        }
        catch (TimeoutException)
        {
            await AfterAsync();
            return "timed out";
        }
    }

    private async Task HelpAsync()
    {
        await Durable.Sleep(TimeSpan.FromSeconds(31));
        await HoldAsync("heeds");
    }

    [Step(MaxAttempts = 5)]
    private async ValueTask<int> HoldAsync(string what, CancellationToken cancel = default)
    {
        journal.Reach("holds");
        try
        {
            await journal.Reached("free", what == "ignores" ? CancellationToken.None : cancel);
        }
        finally
        {
            if (cancel.IsCancellationRequested)
                journal.Reach("token");
        }

        return 1;
    }

    [Step]
    private async Task AfterAsync(CancellationToken cancel = default)
    {
        journal.Reach("after");
        await journal.Reached("go on", cancel);
    }
}

public sealed class TimeLimitTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Step_over_its_limit_gets_its_token_and_is_a_timeout()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("heeds");
        await Probe.Event<TimerStarted>(run.RunId);
        await Journal.Reached("holds").Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        await Journal.Reached("token").Soon();
        await Probe.Event<StepFailed>(run.RunId, e => e.Id.StartsWith("HoldAsync", StringComparison.Ordinal));
        Journal.Reach("go on");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("timed out"));
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event), Has.None.InstanceOf<StepAttemptFailed>(), "what lost isn't tried again");
    }

    [Test]
    public async Task Result_of_a_step_that_lost_is_recorded_and_not_delivered()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("ignores");
        await Probe.Event<TimerStarted>(run.RunId);
        await Journal.Reached("holds").Soon();
        time.Advance(TimeSpan.FromSeconds(30));
        await Journal.Reached("after").Soon();
        Journal.Reach("free");
        await Probe.Event<StepCompleted>(run.RunId, e => e.Id.StartsWith("HoldAsync", StringComparison.Ordinal));
        Journal.Reach("go on");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("timed out"));
    }

    [Test]
    public async Task Step_in_time_gives_up_the_limit()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("heeds");
        await Probe.Event<TimerStarted>(run.RunId);
        time.Advance(TimeSpan.FromSeconds(29));
        Journal.Reach("free");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("in time"));
    }

    [Test]
    public async Task Sleep_over_its_limit_is_given_up()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("sleep");
        await Probe.Event<TimerStarted>(run.RunId, e => e.Id.StartsWith("WithTimeout", StringComparison.Ordinal));
        time.Advance(TimeSpan.FromSeconds(30));
        await Probe.Event<TimerCanceled>(run.RunId, e => e.Id == "Sleep#1");
        Journal.Reach("go on");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("timed out"));
    }

    [Test]
    public async Task Helper_over_its_limit_goes_on_and_is_not_waited_for()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("helper");
        await Probe.Event<TimerStarted>(run.RunId, e => e.Id == "WithTimeout#2");
        time.Advance(TimeSpan.FromSeconds(30));
        await Journal.Reached("after").Soon();
        time.Advance(TimeSpan.FromSeconds(1));
        await Journal.Reached("holds").Soon();
        Journal.Reach("go on");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("timed out"));
        await Journal.Reached("token").Soon();
    }

    [Test]
    public async Task Limit_that_runs_out_while_no_host_lives_counts_at_the_next_start()
    {
        var time = UseManualTime();
        var first = await StartHostAsync();
        var run = await first.Client.StartLimitWorkflowAsync("heeds");
        await Probe.Event<TimerStarted>(run.RunId);
        await first.CrashAsync();
        time.Advance(TimeSpan.FromHours(2));
        var second = await StartHostAsync();
        Journal.Reach("go on");
        Assert.That(await second.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("timed out"));
        Assert.That((await EventsAsync(second, run.RunId)).Select(e => e.Event).OfType<TimerFired>().Single().Id, Is.EqualTo("WithTimeout#3"));
    }

    [Test]
    public async Task Cancel_reaches_what_has_a_limit()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartLimitWorkflowAsync("heeds");
        await Journal.Reached("holds").Soon();
        await run.CancelAsync("enough");
        var e = Assert.ThrowsAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon());
        Assert.That(e!.Reason, Is.EqualTo("enough"));
    }
}
