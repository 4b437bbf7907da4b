namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class DelayBesideAStep() : UnsafeCase(typeof(DelayBesideAStepWorkflow))
{
    public override string Does => "Limits the wait for a step by `Task.WhenAny` with `Task.Delay`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> FirstRun => ["DS1004"];

    public override string Really => "All is well while the step is faster. When the time is up, the code is continued by a timer's thread, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1004");
        (await lab.EvictAsync()).Blocks("DS1004");
    }
}

internal sealed class DelayBesideAStepWorkflow
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        var step = Steps.HangAsync();
        return await Task.WhenAny(step, Task.Delay(TimeSpan.FromMilliseconds(1))) == step;
    }
}
