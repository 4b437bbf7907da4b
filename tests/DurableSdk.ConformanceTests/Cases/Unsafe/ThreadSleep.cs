namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ThreadSleep() : UnsafeCase(typeof(ThreadSleepWorkflow))
{
    public override string Does => "Waits by `Thread.Sleep`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override string Really => "A thread of the host is blocked all the time. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        // Only so that the test goes on: it would sleep for an hour.
        run.Thread.Blocked().Interrupt();
        (await run.EndAsync()).Fails<ThreadInterruptedException>();
    }
}

internal sealed class ThreadSleepWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        Thread.Sleep(TimeSpan.FromHours(1));
        return await Steps.GiveAsync(1);
    }
}
