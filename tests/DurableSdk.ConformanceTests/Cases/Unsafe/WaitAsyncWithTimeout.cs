namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class WaitAsyncWithTimeout() : UnsafeCase(typeof(WaitAsyncWithTimeoutWorkflow))
{
    public override string Does => "Limits the wait for a step by `Task.WaitAsync(timeout)`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> FirstRun => ["DS1004"];

    public override string Really => "All is well while the step is faster. When the time is up, the code is continued by a timer's thread, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1004");
        (await lab.EvictAsync()).Blocks("DS1004");
    }
}

internal sealed class WaitAsyncWithTimeoutWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        try
        {
            return await Steps.HangAsync().WaitAsync(TimeSpan.FromMilliseconds(1));
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }
}
