namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ContinueWithOnThePool() : UnsafeCase(typeof(ContinueWithOnThePoolWorkflow))
{
    public override string Does => "Continues a step by `ContinueWith` on `TaskScheduler.Default`, and awaits that.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "The run is blocked as soon as the step has ended.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ContinueWithOnThePoolWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await Steps.GiveAsync(1).ContinueWith(_ => 2, TaskScheduler.Default);
}
