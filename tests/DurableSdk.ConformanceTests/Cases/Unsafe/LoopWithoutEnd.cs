namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class LoopWithoutEnd() : UnsafeCase(typeof(LoopWithoutEndWorkflow))
{
    public override string Does => "Calls a step in a loop that never ends.";

    public override IReadOnlyList<string> CompileTime => ["DUR1026"];

    public override IReadOnlyList<string> FirstRun => ["DS1013"];

    public override string Really => "The log grows until it reaches its limit, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1013");
        (await lab.EvictAsync()).Blocks("DS1013");
    }

    public override void Configure(DurableOptions options, int process)
    {
        options.HistoryEventsWarning = 10;
        options.HistoryEventsMax = 20;
    }
}

internal sealed class LoopWithoutEndWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        while (true)
            await Steps.GiveAsync(1);
    }
}
