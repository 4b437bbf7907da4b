namespace DurableSdk.EngineTests;

/// <summary>Awaits what isn't durable, in different ways, between and beside steps.</summary>
public sealed class ForeignWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string how)
    {
        var sum = await OneAsync();
        for (var i = 0; i < 5; i++)
            sum += (await Task.WhenAll(OneAsync(), OneAsync())).Sum();
        // A journal's point stands for Task.Delay, I/O and all else that another thread completes.
        if (how == "foreign")
            await journal.Reached("foreign");
        else if (how == "configured")
            await journal.Reached("foreign").ConfigureAwait(false);
        else if (how == "pool")
            sum += await Task.Run(() => OneAsync());
        else if (how == "beside")
            await Task.WhenAll(LongAsync(), journal.Reached("foreign"));
        return sum + await OneAsync();
    }

    [Step]
    private Task<int> OneAsync() => Task.FromResult(1);

    [Step]
    private async Task LongAsync()
    {
        journal.Reach("long");
        await journal.Reached("long ends");
    }
}

public sealed class ForeignAwaitTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [TestCase("foreign")]
    [TestCase("configured")]
    [TestCase("pool")]
    [TestCase("beside")]
    public async Task Foreign_await_blocks_the_run_and_the_others_go_on(string how)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForeignWorkflowAsync(how);
        if (how == "beside")
        {
            // The step's end leaves only the foreign task to wait for.
            await Journal.Reached("long").Soon();
            Journal.Reach("long ends");
        }

        var blocked = await Probe.Event<Blocked>(run.RunId);
        Assert.That(blocked.Code, Is.AnyOf("DS1002", "DS1003", "DS1004"));
        Assert.That(blocked.Report, Does.Contain(run.RunId).And.Contain("ForeignWorkflow"));
        Journal.Reach("foreign");
        Assert.That(await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon(), Is.EqualTo(2));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Blocked));
    }

    [Test]
    public async Task Workflow_without_a_foreign_await_is_not_suspected()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartForeignWorkflowAsync("none");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(12));
    }
}
