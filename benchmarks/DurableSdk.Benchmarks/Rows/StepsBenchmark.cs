using System.Diagnostics;
using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>A number of workflows of ten steps at the same time, each started when another has ended; starts and ends are part of the time.</summary>
internal sealed class StepsBenchmark(int concurrency, double reach) : IBenchmark
{
    private const int Steps = 10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

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
            rate = await StepsPerSecondAsync(host.Client, duration);
        setting.Delete(file);
        return rate;
    }

    private async Task<double> StepsPerSecondAsync(DurableClient client, TimeSpan duration)
    {
        var finished = 0;
        using var stop = new CancellationTokenSource();
        var callers = Callers.RunAsync(concurrency, async (_, _) =>
        {
            await (await client.StartStepsWorkflowAsync(Steps)).ResultAsync();
            Interlocked.Increment(ref finished);
            return !stop.IsCancellationRequested;
        });

        // Workflows that began together end together at first; a part of such a wave says nothing.
        await UntilAsync(() => finished >= concurrency);
        var begun = Volatile.Read(ref finished);
        var watch = Stopwatch.StartNew();
        await UntilAsync(() => watch.Elapsed >= duration && finished - begun >= concurrency);
        var rate = (Volatile.Read(ref finished) - begun) * (double)Steps / watch.Elapsed.TotalSeconds;
        await stop.CancelAsync();
        await callers;
        return rate;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
            await Task.Delay(Look);
    }
}
