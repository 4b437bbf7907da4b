using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>Steps one after another in slices, before which it waits at its gate: so it is measured in turn with something else.</summary>
public sealed class SlicedWorkflow(Gates gates)
{
    [Workflow]
    public async Task RunAsync(string gate, int slices, int steps)
    {
        for (var i = 0; i <= slices * steps; i++)
            await StepAsync(i % steps == 0 ? gate : null, i);
    }

    /// <summary>A wait at the gate is no event.</summary>
    internal static Task<DurableHost> HostAsync(string file, Gates gates) => BenchHost.StartAsync(file, o =>
    {
        o.Services.AddSingleton(gates);
        o.StepStartedAfter = TimeSpan.FromMinutes(1);
        o.HistoryEventsWarning = int.MaxValue;
        o.HistoryEventsMax = int.MaxValue;
    });

    [Step]
    private async Task<StepResult> StepAsync(string? gate, int number, CancellationToken cancel = default)
    {
        if (gate is not null)
            await gates[gate].PassAsync(cancel);
        return StepResult.Of(number);
    }
}
