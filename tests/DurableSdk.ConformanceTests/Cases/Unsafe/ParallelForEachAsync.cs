namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ParallelForEachAsync() : UnsafeCase(typeof(ParallelForEachAsyncWorkflow))
{
    public override string Does => "Calls steps by `Parallel.ForEachAsync`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1003"];

    public override string Really => "The bodies run on the thread pool, and the run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ParallelForEachAsyncWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Parallel.ForEachAsync(new[] { 1, 2 }, async (value, _) => await Steps.GiveAsync(value));
        return await Steps.GiveAsync(1);
    }
}
