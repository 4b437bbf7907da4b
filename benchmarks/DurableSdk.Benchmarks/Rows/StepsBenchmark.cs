using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>A number of workflows of ten steps at the same time, each started when another has ended; starts and ends are part of the time.</summary>
internal sealed class StepsBenchmark(int concurrency, double reach) : IBenchmark
{
    private const int Steps = 10;

    public string Name => $"steps-{concurrency}";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var raw = new RawInserts(concurrency, Steps, RowsOfCommit: 1000, await RecordedBodies.OfAsync(setting, EventKind.StepCompleted));
        setting.Progress($"{Name}, until its code is compiled: {Units.PerSecond(await StepsPerSecondAsync(setting, setting.Sizes.StepsWarmUp))}");
        var round = await Rounds.MiddleAsync(
            setting, Name, Units.PerSecond, part => Task.FromResult(raw.PerSecond(setting, part)), part => StepsPerSecondAsync(setting, part));
        return [new Row($"durable steps, {concurrency} concurrent workflows of {Steps} steps", Units.PerSecond(round.Figure), $"{Units.PerSecond(round.Reference)}, raw inserts", Comparison.RatioAtLeast(round, reach))];
    }

    private async Task<double> StepsPerSecondAsync(Setting setting, TimeSpan duration)
    {
        var file = setting.NewFile(Name);
        double rate;
        await using (var host = await BenchHost.StartAsync(file))
            rate = await WorkflowRate.PerSecondAsync(concurrency, duration, async () => await (await host.Client.StartStepsWorkflowAsync(Steps)).ResultAsync());
        setting.Delete(file);
        return rate * Steps;
    }
}
