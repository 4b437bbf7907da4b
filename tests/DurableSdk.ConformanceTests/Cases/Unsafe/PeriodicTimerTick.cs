namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class PeriodicTimerTick() : UnsafeCase(typeof(PeriodicTimerTickWorkflow))
{
    public override string Does => "Waits for the tick of a `PeriodicTimer`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }
}

internal sealed class PeriodicTimerTickWorkflow
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        return await timer.WaitForNextTickAsync();
    }
}
