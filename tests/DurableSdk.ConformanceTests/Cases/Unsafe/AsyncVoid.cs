namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class AsyncVoid() : UnsafeCase(typeof(AsyncVoidWorkflow))
{
    public override string Does => "Calls a step in an `async void` method, which throws after it.";

    public override IReadOnlyList<string> CompileTime => ["DUR1019"];

    public override string Really => "Nobody can catch it: **the process dies**, and after a restart it dies again.";

    public override async Task ProveAsync(Lab lab)
    {
        var dead = await lab.DieAsync(processes: 2);
        Assert.That(dead.Logged.Single(), Contains.Substring("no paper"));
    }
}

internal sealed class AsyncVoidWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        Print();
        return await Steps.HangAsync();
    }

    private static async void Print()
    {
        await Steps.GiveAsync(1);
        throw new InvalidOperationException("There is no paper.");
    }
}
