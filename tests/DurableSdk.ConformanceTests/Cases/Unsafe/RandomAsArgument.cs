namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class RandomAsArgument() : UnsafeCase(typeof(RandomAsArgumentWorkflow))
{
    public override string Does => "Passes `Random.Shared.Next()` to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1002"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The code asks for the step with another number than the one recorded: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class RandomAsArgumentWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(Random.Shared.Next());
        return await Steps.GiveAsync(1);
    }
}
