namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class CompletionSourceInWhenAll() : UnsafeCase(typeof(CompletionSourceInWhenAllWorkflow))
{
    public override string Does => "Gives `Task.WhenAll` the task of a `TaskCompletionSource` with `RunContinuationsAsynchronously`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "The thread pool completes the combined task. If the code waits for it by then, the run is blocked; awaited by itself, the source is safe.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class CompletionSourceInWhenAllWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var one = Steps.GiveAsync(1);
        await one;
        var sum = SumAsync();
        told.SetResult(2);
        return await sum;

        async Task<int> SumAsync() => (await Task.WhenAll(told.Task, one)).Sum();
    }
}
