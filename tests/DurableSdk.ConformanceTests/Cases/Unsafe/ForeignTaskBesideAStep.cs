namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ForeignTaskBesideAStep() : UnsafeCase(typeof(ForeignTaskBesideAStepWorkflow))
{
    private readonly TaskCompletionSource<int> _loaded = new();

    public override string Does => "Awaits a step or a task of a service, whatever is first.";

    public override IReadOnlyList<string> CompileTime => ["DUR1006"];

    public override IReadOnlyList<string> FirstRun => ["DS1004"];

    public override string Really => "All is well while the step is first. When the service's task ends first, another thread continues the code, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        await run.Journal.Reached("step runs").Soon();
        _loaded.SetResult(1);
        (await run.EndAsync()).Blocks("DS1004");
    }

    public override void Configure(DurableOptions options, int process) =>
        options.Services.AddSingleton(new Prices(_loaded.Task));
}

internal sealed class ForeignTaskBesideAStepWorkflow(Prices prices, Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync() => await await Task.WhenAny(StayAsync(), prices.Loaded);

    [Step(MaxAttempts = 1)]
    private async Task<int> StayAsync(CancellationToken cancel = default)
    {
        journal.Reach("step runs");
        await Task.Delay(Timeout.Infinite, cancel);
        return 0;
    }
}
