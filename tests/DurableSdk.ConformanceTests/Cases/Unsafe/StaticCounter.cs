namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StaticCounter() : UnsafeCase(typeof(StaticCounterWorkflow))
{
    public override string Does => "Counts in a static field and passes the number to a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1011"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The number goes on with every replay: the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Blocks("DS1001");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1001");
    }
}

internal sealed class StaticCounterWorkflow
{
    private static int _last;

    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(++_last);
        return await Steps.GiveAsync(1);
    }
}
