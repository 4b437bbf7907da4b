using System.Diagnostics;
using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>One workflow with nothing beside it. It has so many steps that its start and its end don't show.</summary>
internal sealed class AloneBenchmark : IBenchmark
{
    public string Name => "alone";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var raw = new RawInserts(Runs: 1, setting.Sizes.ChainSteps, RowsOfCommit: 1, await RecordedBodies.OfAsync(setting, EventKind.StepCompleted));
        var round = await Rounds.MiddleAsync(
            setting, Name, Units.Micros, part => Task.FromResult(1 / raw.PerSecond(setting, part)), part => SecondsOfStepAsync(setting, part));
        return [new Row("one workflow alone, time a step", Units.Micros(round.Figure), $"{Units.Micros(round.Reference)}, a raw commit of a row", Comparison.RatioAtMost(round, 1.25))];
    }

    private static async Task<double> SecondsOfStepAsync(Setting setting, TimeSpan duration)
    {
        var file = setting.NewFile("alone");
        double time;
        await using (var host = await BenchHost.StartAsync(file))
        {
            await (await host.Client.StartStepsWorkflowAsync(1)).ResultAsync();
            var watch = Stopwatch.StartNew();
            var steps = 0;
            do
            {
                await (await host.Client.StartStepsWorkflowAsync(setting.Sizes.ChainSteps)).ResultAsync();
                steps += setting.Sizes.ChainSteps;
            }
            while (watch.Elapsed < duration);

            time = watch.Elapsed.TotalSeconds / steps;
        }

        setting.Delete(file);
        return time;
    }
}
