namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ConfigureAwaitFalse() : UnsafeCase(typeof(ConfigureAwaitFalseWorkflow))
{
    public override string Does => "Awaits a step with `ConfigureAwait(false)`, then calls another.";

    public override IReadOnlyList<string> CompileTime => ["DUR1005"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1003"];

    public override string Really => "The code goes on on another thread as soon as the step has ended, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ConfigureAwaitFalseWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var one = await Steps.GiveAsync(1).ConfigureAwait(false);
        return one + await Steps.GiveAsync(1);
    }
}
