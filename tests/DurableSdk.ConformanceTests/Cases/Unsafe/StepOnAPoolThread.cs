namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepOnAPoolThread() : UnsafeCase(typeof(StepOnAPoolThreadWorkflow))
{
    public override string Does => "Calls a step in `ThreadPool.QueueUserWorkItem`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override IReadOnlyList<string> FirstRun => ["DS1003"];

    public override string Really => "The step isn't called, its task fails with DS1003, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1003");
        (await lab.EvictAsync()).Blocks("DS1003");
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
