namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class SemaphoreWithToken() : UnsafeCase(typeof(SemaphoreWithTokenWorkflow))
{
    public override string Does => "Limits its own branches by `SemaphoreSlim.WaitAsync(token)`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "A branch that has to wait leaves the scheduler inside the base library, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class SemaphoreWithTokenWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        using var source = new CancellationTokenSource();
        using var places = new SemaphoreSlim(0);
        var waiting = TakeAsync(places, source.Token);
        var one = await Steps.GiveAsync(1);
        places.Release();
        await waiting;
        return one;
    }

    // Waits before the place is free: a place that is given back to nobody yet may be taken without a wait.
    private static async Task TakeAsync(SemaphoreSlim places, CancellationToken cancel) => await places.WaitAsync(cancel);
}
