namespace DurableSdk.EngineTests;

/// <summary>Waits in a step or a sleep, and cleans up with a step.</summary>
public sealed class CleanUpWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string how, CancellationToken cancel)
    {
        var fired = false;
        using var registration = cancel.Register(() => fired = true);
        try
        {
            if (how == "sleep")
                await Durable.Sleep(TimeSpan.FromDays(1));
            else
                await WaitAsync();
        }
        catch (OperationCanceledException) when (how == "swallow")
        {
            return $"swallowed {fired}";
        }
        finally
        {
            await CleanAsync(cancel.IsCancellationRequested);
        }

        return "not cancelled";
    }

    [Step(MaxAttempts = 5)]
    private async Task WaitAsync(CancellationToken cancel = default)
    {
        // A callback that throws is the step's own affair.
        await using var registration = cancel.Register(() => throw new InvalidOperationException("callback"));
        journal.Reach("waits");
        try
        {
            await journal.Reached("never", cancel);
        }
        finally
        {
            journal.Reach("token");
        }
    }

    [Step]
    private Task CleanAsync(bool canceled)
    {
        journal.Add($"clean {canceled}");
        return Task.CompletedTask;
    }
}

public sealed class CancelTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Cancel_fires_the_running_steps_token_and_cleans_up()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartCleanUpWorkflowAsync("step");
        await Journal.Reached("waits").Soon();
        await run.CancelAsync("changed my mind");
        await Journal.Reached("token").Soon();
        await CanceledAsync(run, "changed my mind");
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "clean True" }));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Canceled));
    }

    [Test]
    public async Task Cancel_that_the_workflow_swallows_completes_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartCleanUpWorkflowAsync("swallow");
        await Journal.Reached("waits").Soon();
        await run.CancelAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("swallowed True"));
    }

    [Test]
    public async Task Cancel_of_an_evicted_run_cleans_up()
    {
        UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartCleanUpWorkflowAsync("sleep");
        await Probe.Released(run.RunId);
        await run.CancelAsync();
        await CanceledAsync(run, null);
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "clean True" }));
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event), Has.One.InstanceOf<TimerCanceled>());
    }

    [Test]
    public async Task Cancel_of_a_pending_run_begins_no_step()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartGateWorkflowAsync("gate", new() { StartAt = time.GetUtcNow().AddDays(1) });
        await run.CancelAsync("too late");
        await CanceledAsync(run, "too late");
        Assert.That(Journal.Lines, Is.Empty);
    }

    [Test]
    public async Task Cancel_during_a_retry_wait_makes_no_further_attempt()
    {
        UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartRetryWorkflowAsync(9);
        await Probe.Event<StepAttemptFailed>(run.RunId);
        await run.CancelAsync();
        await CanceledAsync(run, null);
        Assert.That(Journal.Lines, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Cancel_while_no_host_executes_reaches_the_run_at_the_next_start()
    {
        var first = await StartHostAsync();
        var run = await first.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await first.CrashAsync();
        var client = await StartHostAsync(o => o.ExecuteRuns = false);
        await client.Client.CancelAsync(run.RunId);

        var second = await StartHostAsync();
        await CanceledAsync(second.Client.GetGateWorkflow(run.RunId), null);
        Assert.That(Journal.Lines, Has.Count.EqualTo(1), "a cancelled step isn't started again");
    }

    [Test]
    public async Task Cancel_twice_is_one_cancel()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartCleanUpWorkflowAsync("step");
        await Journal.Reached("waits").Soon();
        await Task.WhenAll(run.CancelAsync("first"), IgnoreFinishedAsync(run.CancelAsync("first")));
        await CanceledAsync(run, "first");
        Assert.That(Journal.Lines, Is.EqualTo(new[] { "clean True" }));
    }

    [Test]
    public async Task Cancel_of_a_finished_run_is_refused()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 1);
        await run.ResultAsync().Soon();
        await RefusedAsync("DS4003", () => run.CancelAsync());
        await RefusedAsync("DS4003", () => run.ResumeAsync());
    }

    [Test]
    public async Task Cancel_of_a_blocked_run_ends_it_where_its_code_still_runs()
    {
        var host = await StartHostAsync(o => o.PayloadBytesMax = 2048);
        var run = await host.Client.StartLargeWorkflowAsync(5000);
        await Probe.Blocked(run.RunId, "DS2002");
        await run.CancelAsync("not worth it");
        await CanceledAsync(run, "not worth it");
    }

    [Test]
    public async Task Resume_of_a_run_that_is_not_blocked_does_no_harm()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartGateWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        await run.ResumeAsync();
        Journal.Reach("gate");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Resume_of_a_scheduled_run_leaves_its_time_alone()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 1, new() { StartAt = time.GetUtcNow().AddHours(1) });
        await run.ResumeAsync();
        // It is claimed for the message alone, and let go as it was.
        await Probe.Released(run.RunId);
        var released = await run.GetRunAsync();
        Assert.That((released.Status, released.WakeAt), Is.EqualTo((RunStatus.Pending, (DateTimeOffset?)time.GetUtcNow().AddHours(1))));
    }

    private static async Task CanceledAsync<T>(WorkflowHandle<T> run, string? reason)
    {
        try
        {
            await run.ResultAsync().Soon();
        }
        catch (WorkflowCanceledException e)
        {
            Assert.That(e.Reason, Is.EqualTo(reason));
            return;
        }

        Assert.Fail("The run was not cancelled.");
    }

    private static async Task IgnoreFinishedAsync(Task cancel)
    {
        try
        {
            await cancel;
        }
        catch (DurableException e) when (e.Code == "DS4003")
        {
        }
    }
}
