using System.Diagnostics;
using DurableSdk.Storage;

namespace DurableSdk.Benchmarks;

/// <summary>Starts alone: the client executes no runs.</summary>
internal sealed class StartsBenchmark : IBenchmark
{
    private const int CallersCount = 64;

    public string Name => "starts";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var raw = new RawStarts(RowsOfCommit: 1000, await RecordedBodies.OfAsync(setting, EventKind.WorkflowStarted));
        var round = await Rounds.MiddleAsync(
            setting, Name, Units.PerSecond, part => Task.FromResult(raw.PerSecond(setting, part)), part => StartsPerSecondAsync(setting, part));
        return [new Row($"workflow starts with idempotency key, {CallersCount} callers", Units.PerSecond(round.Figure), $"{Units.PerSecond(round.Reference)}, raw inserts of the two rows", Comparison.RatioAtLeast(round, 0.2))];
    }

    private static async Task<double> StartsPerSecondAsync(Setting setting, TimeSpan duration)
    {
        var file = setting.NewFile("starts");
        double rate;
        await using (var host = await BenchHost.StartClientAsync(file))
        {
            var starts = 0;
            var watch = Stopwatch.StartNew();
            await Callers.RunAsync(CallersCount, async (caller, number) =>
            {
                await host.Client.StartStepsWorkflowAsync(number, new StartOptions { IdempotencyKey = $"order-{caller}-{number}" });
                Interlocked.Increment(ref starts);
                return watch.Elapsed < duration;
            });
            rate = starts / watch.Elapsed.TotalSeconds;
        }

        setting.Delete(file);
        return rate;
    }
}
