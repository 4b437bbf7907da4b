namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepInParallelFor() : UnsafeCase(typeof(StepInParallelForWorkflow))
{
    public override string Does => "Calls a step in the body of `Parallel.For`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1003"];

    public override string Really => "The steps' tasks fail with DS1003, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1003");
        (await lab.EvictAsync()).Blocks("DS1003");
    }
}

internal sealed class StepInParallelForWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var tasks = new Task<int>[2];
        Parallel.For(0, 2, i => tasks[i] = Steps.GiveAsync(i));
        return (await Task.WhenAll(tasks)).Sum();
    }
}
