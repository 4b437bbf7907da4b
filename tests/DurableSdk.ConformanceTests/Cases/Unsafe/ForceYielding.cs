namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ForceYielding() : UnsafeCase(typeof(ForceYieldingWorkflow))
{
    public override string Does => "Awaits a step with `ConfigureAwaitOptions.ForceYielding`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1005"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1003"];

    public override string Really => "Without `ContinueOnCapturedContext` it is `ConfigureAwait(false)` that waits always: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ForceYieldingWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var one = await Steps.GiveAsync(1).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return one + await Steps.GiveAsync(1);
    }
}
