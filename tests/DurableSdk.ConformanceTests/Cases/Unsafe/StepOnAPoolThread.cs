namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepOnAPoolThread() : UnsafeCase(typeof(StepOnAPoolThreadWorkflow))
{
    public override string Does => "Calls a step in `ThreadPool.QueueUserWorkItem`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override IReadOnlyList<string> FirstRun => ["DS1003"];

    public override string Really => "The call throws on a thread where nobody catches it: **the process dies**.";

    public override async Task ProveAsync(Lab lab)
    {
        var dead = await lab.DieAsync();
        Assert.That(dead.Logged.Single(), Contains.Substring("DS1003"));
    }
}

internal sealed class StepOnAPoolThreadWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        ThreadPool.QueueUserWorkItem(_ => Steps.GiveAsync(1));
        return await Steps.HangAsync();
    }
}
