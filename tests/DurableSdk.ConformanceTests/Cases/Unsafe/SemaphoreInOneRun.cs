namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class SemaphoreInOneRun() : UnsafeCase(typeof(SemaphoreInOneRunWorkflow))
{
    public override string Does => "Limits its own branches by `SemaphoreSlim.WaitAsync()`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "Nothing bad, as long as the semaphore stays within the run and `WaitAsync` is given neither time nor token: the waiting branch is continued "
        + "on the scheduler.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("[1,2,3]");
        (await lab.EvictAsync()).Completes("[1,2,3]");
        for (var sequence = 2; sequence <= 4; sequence++)
            (await lab.CrashAsync(sequence)).Completes("[1,2,3]");
    }
}

internal sealed class SemaphoreInOneRunWorkflow
{
    [Workflow]
    public async Task<int[]> RunAsync()
    {
        using var places = new SemaphoreSlim(1);
        return await Task.WhenAll(new[] { 1, 2, 3 }.Select(GiveInTurnAsync));

        async Task<int> GiveInTurnAsync(int value)
        {
            await places.WaitAsync();
            try
            {
                return await Steps.GiveAsync(value);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
