namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class HashCombined() : UnsafeCase(typeof(HashCombinedWorkflow))
{
    public override string Does => "Passes `HashCode.Combine` of two numbers to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1015"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "Every process hashes with a seed of its own: after a restart the run is blocked. In one process nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class HashCombinedWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(HashCode.Combine(1, 2));
        return await Steps.GiveAsync(1);
    }
}
