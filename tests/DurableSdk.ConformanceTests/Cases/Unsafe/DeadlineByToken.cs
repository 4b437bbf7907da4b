using DurableSdk.Testing;

namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class DeadlineByToken() : UnsafeCase(typeof(DeadlineByTokenWorkflow))
{
    private readonly ManualTimeProvider _clock = new();

    public override string Does => "Decides by a `CancellationTokenSource` with a time whether a step was late.";

    public override IReadOnlyList<string> CompileTime => ["DUR1003"];

    public override IReadOnlyList<string> Replay => ["DS1001"];

    public override string Really => "The replay takes no time, so the step was not late this time. Dropped from memory while the step ran, **the run decides otherwise**, and "
        + "nobody notices; after a crash later the code does not ask for what the log holds, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("\"late\"");
        (await lab.EvictAsync()).Completes("\"in time\"");
        (await lab.CrashAsync(afterEvent: 3)).Blocks("DS1001");
    }

    public override void Configure(DurableOptions options, int process) => options.Services.AddSingleton(_clock);
}

internal sealed class DeadlineByTokenWorkflow(ManualTimeProvider clock)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1), clock);
        await WorkAsync();
        return deadline.IsCancellationRequested ? await Steps.EchoAsync("late") : await InTimeAsync();
    }

    [Step]
    private Task WorkAsync()
    {
        clock.Advance(TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    [Step]
    private Task<string> InTimeAsync() => Task.FromResult("in time");
}
