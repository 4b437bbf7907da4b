namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class TaskDelay() : UnsafeCase(typeof(TaskDelayWorkflow))
{
    public override string Does => "Waits an hour by `Task.Delay`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once: nothing that is recorded could end the wait.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }
}

internal sealed class TaskDelayWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Task.Delay(TimeSpan.FromHours(1));
        return await Steps.GiveAsync(1);
    }
}
