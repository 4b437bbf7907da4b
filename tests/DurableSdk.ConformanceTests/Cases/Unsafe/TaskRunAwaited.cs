namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class TaskRunAwaited() : UnsafeCase(typeof(TaskRunAwaitedWorkflow))
{
    public override string Does => "Awaits `Task.Run`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once, unless the work was done before it was awaited.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }
}

internal sealed class TaskRunAwaitedWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await Task.Run(() => new TaskCompletionSource<int>().Task);
}
