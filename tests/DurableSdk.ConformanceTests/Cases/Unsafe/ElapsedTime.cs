using DurableSdk.Testing;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ElapsedTime() : UnsafeCase(typeof(ElapsedTimeWorkflow))
{
    private readonly ManualTimeProvider _clock = new();

    public override string Does => "Measures with a `TimeProvider` how long a step took.";

    public override IReadOnlyList<string> CompileTime => ["DUR1001"];

    public override string Really => "The measurement begins anew with the replay: an hour becomes nothing, and nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("60");
        (await lab.EvictAsync()).Completes("0");
        (await lab.CrashAsync(afterEvent: 2)).Completes("0");
    }

    public override void Configure(DurableOptions options, int process)
    {
        options.Services.AddSingleton(_clock);
        options.Services.AddSingleton<TimeProvider>(_clock);
    }
}

internal sealed class ElapsedTimeWorkflow(TimeProvider clock, ManualTimeProvider world)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var begun = clock.GetUtcNow();
        await WorkAsync();
        return (int)(clock.GetUtcNow() - begun).TotalMinutes;
    }

    [Step]
    private Task WorkAsync()
    {
        world.Advance(TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }
}
