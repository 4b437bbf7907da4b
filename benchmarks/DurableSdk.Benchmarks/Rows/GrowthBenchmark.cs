using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>Whether a step costs more the longer the log is: a slice of the long run and a short run of as many steps, in turn.</summary>
internal sealed class GrowthBenchmark : IBenchmark
{
    private const string Long = "long";

    public string Name => "growth";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var file = setting.NewFile(Name);
        var gates = new Gates();
        Round round;
        await using (var host = await BenchHost.StartAsync(file, o => Configure(o, gates)))
            round = await MeasureAsync(setting, host.Client, gates);
        setting.Delete(file);
        return
        [
            new Row($"time a step in a run of {setting.Sizes.GrowthSteps:N0} steps", Units.Micros(round.Figure),
                $"{Units.Micros(round.Reference)}, in runs of {SlicedWorkflow.Slice}", Comparison.RatioAtMost(round, 1.1)),
        ];
    }

    private static void Configure(DurableOptions options, Gates gates)
    {
        options.Services.AddSingleton(gates);
        // A wait at the gate is no event.
        options.StepStartedAfter = TimeSpan.FromMinutes(1);
        options.HistoryEventsWarning = int.MaxValue;
        options.HistoryEventsMax = int.MaxValue;
    }

    private async Task<Round> MeasureAsync(Setting setting, DurableClient client, Gates gates)
    {
        await ShortRunAsync(client, gates, "warm-up");
        var slices = setting.Sizes.GrowthSteps / SlicedWorkflow.Slice;
        var run = await client.StartSlicedWorkflowAsync(Long, slices);
        await gates[Long].ArrivedAsync();
        double inLong = 0, inShort = 0;
        for (var slice = 1; slice <= slices; slice++)
        {
            inShort += await ShortRunAsync(client, gates, $"short-{slice}");
            inLong += await gates[Long].PassageAsync();
            if (slice % Math.Max(1, slices / 5) == 0)
                setting.Progress($"{Name}, {slice * SlicedWorkflow.Slice:N0} steps: {PerStep(inLong, slice)} a step, in short runs {PerStep(inShort, slice)}");
        }

        gates[Long].Open();
        await run.WaitAsync();
        var steps = (double)slices * SlicedWorkflow.Slice;
        return new Round(inLong / steps, inShort / steps);

        static string PerStep(double seconds, int slices) => Units.Micros(seconds / slices / SlicedWorkflow.Slice);
    }

    /// <returns>Seconds of its steps; its start and its end don't count.</returns>
    private static async Task<double> ShortRunAsync(DurableClient client, Gates gates, string name)
    {
        var run = await client.StartSlicedWorkflowAsync(name, 1);
        await gates[name].ArrivedAsync();
        var seconds = await gates[name].PassageAsync();
        gates[name].Open();
        await run.WaitAsync();
        return seconds;
    }
}
