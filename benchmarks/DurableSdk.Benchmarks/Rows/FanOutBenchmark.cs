using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>Many parallel steps in one run, and as many steps over many runs that are all started at once.</summary>
internal sealed class FanOutBenchmark : IBenchmark
{
    private const int StepsOfRun = 10;

    public string Name => "fan-out";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var steps = setting.Sizes.FanOut;
        var runs = steps / StepsOfRun;
        var round = await Rounds.MiddleAsync(
            setting, Name, Units.WholeMillis, _ => SecondsAsync(setting, client => ManyRunsAsync(client, runs)), _ => SecondsAsync(setting, client => OneRunAsync(client, steps)));
        return [new Row($"fan-out of {steps:N0} parallel steps in one run", Units.WholeMillis(round.Figure), $"{Units.WholeMillis(round.Reference)}, {steps:N0} steps over {runs:N0} runs", Comparison.RatioAtMost(round, 1.5))];
    }

    private static async Task<double> SecondsAsync(Setting setting, Func<DurableClient, Task> work)
    {
        var file = setting.NewFile("fan-out");
        double time;
        await using (var host = await BenchHost.StartAsync(file))
        {
            var watch = Stopwatch.StartNew();
            await work(host.Client);
            time = watch.Elapsed.TotalSeconds;
        }

        setting.Delete(file);
        return time;
    }

    private static async Task OneRunAsync(DurableClient client, int steps) => await (await client.StartFanOutWorkflowAsync(steps)).ResultAsync();

    private static Task ManyRunsAsync(DurableClient client, int runs) =>
        Callers.ForEachAsync(runs, runs, async _ => await (await client.StartStepsWorkflowAsync(StepsOfRun)).ResultAsync());
}
