namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ProcessId() : UnsafeCase(typeof(ProcessIdWorkflow))
{
    public override string Does => "Passes `Environment.ProcessId` to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1009"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The next process has another id: the run is blocked. In one process nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class ProcessIdWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(Environment.ProcessId);
        return await Steps.GiveAsync(1);
    }
}
