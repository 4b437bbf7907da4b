namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ForeignTask() : UnsafeCase(typeof(ForeignTaskWorkflow))
{
    public override string Does => "Awaits a task of a service.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> FirstRun => ["DS1002"];

    public override string Really => "The run is blocked at once.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton(new Prices(new TaskCompletionSource<int>().Task));
}

internal sealed class ForeignTaskWorkflow(Prices prices)
{
    [Workflow]
    public async Task<int> RunAsync() => await prices.Loaded + await Steps.GiveAsync(1);
}
