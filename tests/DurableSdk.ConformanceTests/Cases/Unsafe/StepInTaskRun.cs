namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepInTaskRun() : UnsafeCase(typeof(StepInTaskRunWorkflow))
{
    public override string Does => "Calls a step inside `Task.Run`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1003"];

    public override string Really => "The run is blocked at once: the order of calls on other threads can't be replayed. Which of the checks is first is a matter of threads.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class StepInTaskRunWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await Task.Run(() => Steps.GiveAsync(1));
}
