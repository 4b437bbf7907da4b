namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ForeignTaskInWhenAll() : UnsafeCase(typeof(ForeignTaskInWhenAllWorkflow))
{
    private readonly TaskCompletionSource<int> _loaded = new();

    public override string Does => "Awaits `Task.WhenAll` over a step and a task of a service.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "All is well while the step ends last. Once only the service's task is left, the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1002");
        (await lab.EvictAsync()).Blocks("DS1002");
        _loaded.SetResult(1);
        (await lab.StayAsync()).Completes("3");
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton(new Prices(_loaded.Task));
}

internal sealed class ForeignTaskInWhenAllWorkflow(Prices prices)
{
    [Workflow]
    public async Task<int> RunAsync() => (await Task.WhenAll(Steps.GiveAsync(2), prices.Loaded)).Sum();
}
