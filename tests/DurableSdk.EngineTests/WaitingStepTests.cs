namespace DurableSdk.EngineTests;

/// <summary>Waits in a step for another run, which it should leave to the app.</summary>
public sealed class ImpatientWorkflow(DurableClient client)
{
    [Workflow]
    public async Task<int> RunAsync(string other) => await WaitForAsync(other);

    [Step(MaxAttempts = 1)]
    private async Task<int> WaitForAsync(string other, CancellationToken cancel = default) =>
        await client.GetHandle<int>(other).ResultAsync(cancel);
}

public sealed class WaitingStepTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Step_that_waits_for_a_run_which_needs_its_place_is_diagnosed_and_a_cancel_lets_the_other_go_on()
    {
        var time = UseManualTime();
        var host = await StartHostAsync(o => o.MaxConcurrentSteps = 1);
        var other = await host.Client.StartAddWorkflowAsync(1, 2, new() { StartAt = time.GetUtcNow().AddHours(1) });
        var waiting = await host.Client.StartImpatientWorkflowAsync(other.RunId);
        var line = await Log.Line(line => line.Id == 60).Soon();
        Assert.That(line.Text, Does.Contain("DS4009").And.Contain("WaitForAsync#1").And.Contain(waiting.RunId).And.Contain(other.RunId));

        time.Advance(TimeSpan.FromHours(1));
        await (await host.Client.StartSleepWorkflowAsync(TimeSpan.Zero)).ResultAsync().Soon();
        Assert.That((await other.GetRunAsync()).Status.IsFinished(), Is.False, "the one place is held");
        await waiting.CancelAsync("it would wait for ever");
        Assert.That(await other.ResultAsync().Soon(), Is.EqualTo(3));
    }
}
