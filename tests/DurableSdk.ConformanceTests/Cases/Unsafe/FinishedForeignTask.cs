namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FinishedForeignTask() : UnsafeCase(typeof(FinishedForeignTaskWorkflow))
{
    public override string Does => "Awaits a task of a service that has already ended, as a warm cache gives it.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> Replay => ["DS1002"];

    public override string Really => "In the first run nobody notices. After a restart the cache is cold: the same line waits, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("2");
        (await lab.EvictAsync()).Completes("2");
        (await lab.CrashAsync(afterEvent: 2)).Blocks("DS1002");
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton(new Prices(process == 1 ? Task.FromResult(1) : new TaskCompletionSource<int>().Task));
}

internal sealed class FinishedForeignTaskWorkflow(Prices prices)
{
    [Workflow]
    public async Task<int> RunAsync() => await prices.Loaded + await Steps.GiveAsync(1);
}
