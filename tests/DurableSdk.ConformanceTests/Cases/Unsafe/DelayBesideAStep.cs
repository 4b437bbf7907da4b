using DurableSdk.Testing;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class DelayBesideAStep() : UnsafeCase(typeof(DelayBesideAStepWorkflow))
{
    private readonly ManualTimeProvider _clock = new();

    public override string Does => "Limits the wait for a step by `Task.WhenAny` with `Task.Delay`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> FirstRun => ["DS1004"];

    public override string Really => "All is well while the step is faster. When the time is up, the code is continued by a timer's thread, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1004");
        (await lab.EvictAsync()).Blocks("DS1004");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(_clock);
}

internal sealed class DelayBesideAStepWorkflow(ManualTimeProvider clock)
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        var step = LateAsync();
        return await Task.WhenAny(step, Task.Delay(TimeSpan.FromMinutes(1), clock)) == step;
    }

    [Step(MaxAttempts = 1)]
    private async Task<int> LateAsync(CancellationToken cancel = default)
    {
        clock.Advance(TimeSpan.FromHours(1));
        await Task.Delay(Timeout.Infinite, cancel);
        return 1;
    }
}
