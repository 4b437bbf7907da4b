namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class SemaphoreHeldElsewhere() : UnsafeCase(typeof(SemaphoreHeldElsewhereWorkflow))
{
    private readonly Shelf _shelf = new();

    public override string Does => "Waits by `WaitAsync` for a semaphore that the rest of the app holds.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        await _shelf.Places.WaitAsync();
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(_shelf);
}

internal sealed class SemaphoreHeldElsewhereWorkflow(Shelf shelf)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await shelf.Places.WaitAsync();
        return await Steps.GiveAsync(1);
    }
}
