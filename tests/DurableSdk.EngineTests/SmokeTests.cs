namespace DurableSdk.EngineTests;

public sealed class HelloWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(string name, int count)
    {
        var greeting = await GreetAsync(name);
        for (var i = 0; i < count; i++)
            greeting += await ExclaimAsync();
        await Durable.Sleep(TimeSpan.FromMilliseconds(10));
        var both = await Task.WhenAll(GreetAsync("a"), GreetAsync("b"));
        return $"{greeting} {both[0]} {both[1]}";
    }

    [Step]
    private async Task<string> GreetAsync(string name)
    {
        await Task.Yield();
        return $"Hello {name}";
    }

    [Step]
    private Task<string> ExclaimAsync() => Task.FromResult("!");
}

public sealed class SmokeTests
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task Workflow_runs(bool evict)
    {
        await using var host = await DurableHost.StartAsync(o =>
        {
            o.UseInMemory();
            o.EvictAfterEveryAwait = evict;
        });
        var run = await host.Client.StartHelloWorkflowAsync("World", 3);
        Assert.That(await run.ResultAsync().WaitAsync(TimeSpan.FromSeconds(20)), Is.EqualTo("Hello World!!! Hello a Hello b"));
        await foreach (var e in host.Client.GetEventsAsync(run.RunId))
            TestContext.Out.WriteLine(e);
    }
}
