namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StartNewOnThePool() : UnsafeCase(typeof(StartNewOnThePoolWorkflow))
{
    public override string Does => "Calls a step by `Task.Factory.StartNew` on `TaskScheduler.Default`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1003"];

    public override string Really => "The run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class StartNewOnThePoolWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() =>
        await await Task.Factory.StartNew(() => Steps.GiveAsync(1), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Default);
}
