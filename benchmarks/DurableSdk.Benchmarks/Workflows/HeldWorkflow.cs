using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>Some steps, and then one that runs until its host stops: a run in the middle, as a crash leaves it.</summary>
public sealed class HeldWorkflow(Arrivals arrivals)
{
    [Workflow]
    public async Task RunAsync(int steps)
    {
        for (var i = 0; i < steps; i++)
            await StepAsync(i);
        await HoldAsync();
    }

    /// <summary>No step is noted as begun: the log stays as long as it is, however often a host takes it up.</summary>
    internal static Task<DurableHost> HostAsync(string file, Arrivals arrivals, int held = 1) => BenchHost.StartAsync(file, o =>
    {
        o.Services.AddSingleton(arrivals);
        o.MaxConcurrentSteps = Math.Max(o.MaxConcurrentSteps, held);
        o.StepStartedAfter = TimeSpan.FromMinutes(1);
        o.HistoryEventsWarning = int.MaxValue;
        o.HistoryEventsMax = int.MaxValue;
    });

    [Step]
    private static Task<StepResult> StepAsync(int number) => Task.FromResult(StepResult.Of(number));

    [Step]
    private async Task HoldAsync(CancellationToken cancel = default)
    {
        arrivals.Arrive();
        await Task.Delay(Timeout.Infinite, cancel);
    }
}
