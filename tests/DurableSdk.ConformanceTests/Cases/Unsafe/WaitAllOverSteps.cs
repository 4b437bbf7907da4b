namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class WaitAllOverSteps() : UnsafeCase(typeof(WaitAllOverStepsWorkflow))
{
    public override string Does => "Waits for steps by `Task.WaitAll`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "**The run hangs for ever** and holds a thread. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        // Only so that the test goes on: it would wait for ever.
        run.Thread.Blocked().Interrupt();
        (await run.EndAsync()).Fails<ThreadInterruptedException>();
    }
}

internal sealed class WaitAllOverStepsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var steps = new Task[] { Steps.GiveAsync(1), Steps.GiveAsync(2) };
        Task.WaitAll(steps);
        return await Steps.GiveAsync(3);
    }
}
