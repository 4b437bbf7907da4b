namespace DurableSdk.EngineTests;

/// <summary>Its step takes no token, and so can't be told that it has to end.</summary>
public sealed class DeafWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync() => await WorkAsync();

    [Step(MaxAttempts = 2, RetryDelay = "1s", Timeout = "30s")]
    private async Task<string> WorkAsync()
    {
        var attempt = StepContext.Current.Attempt;
        journal.Reach($"began {attempt}");
        if (attempt == 1)
            await journal.Reached("free");
        return $"attempt {attempt}";
    }
}

public sealed class StepTokenTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Step_without_a_token_over_its_timeout_is_fenced_and_tried_again()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartDeafWorkflowAsync();
        await Journal.Reached("began 1").Soon();
        time.Advance(TimeSpan.FromSeconds(35));
        var failed = await Probe.Event<StepAttemptFailed>(run.RunId);
        Assert.That(failed.Failure.Type, Is.EqualTo("System.TimeoutException"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("attempt 2"));
        Journal.Reach("free");
    }

    [Test]
    public async Task Step_without_a_token_ends_by_itself_in_a_run_that_is_cancelled()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartDeafWorkflowAsync();
        await Journal.Reached("began 1").Soon();
        await run.CancelAsync("enough");
        Assert.CatchAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon());
        Journal.Reach("free");
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
    }

    [Test]
    public async Task Cancelled_step_that_waits_for_its_place_never_begins()
    {
        var host = await StartHostAsync(o => o.MaxConcurrentSteps = 1);
        var first = await host.Client.StartGateWorkflowAsync("first");
        await Journal.Reached("at first").Soon();
        var second = await host.Client.StartGateWorkflowAsync("second");
        await (await host.Client.StartSleepWorkflowAsync(TimeSpan.Zero)).ResultAsync().Soon();
        await second.CancelAsync("enough");
        Assert.CatchAsync<WorkflowCanceledException>(() => second.ResultAsync().Soon());
        Journal.Reach("first");
        Assert.That(await first.ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That(Journal.Lines, Has.None.Contain(second.RunId));
    }
}
