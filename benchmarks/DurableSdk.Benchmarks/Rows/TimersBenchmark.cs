using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>
/// Runs that sleep until one instant, each with a step behind the sleep; beside as many runs that wait in the store for a host, with the step and without the sleep.
/// Lateness is counted until that step runs.
/// </summary>
internal sealed class TimersBenchmark : IBenchmark
{
    private const int CallersCount = 512;

    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    // How long it takes to put them all to sleep: at first a guess, then what it took last.
    private TimeSpan _bedtime;

    public string Name => "timers";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var (inMemory, late) = await MeasureAsync(setting, "in memory", evictAfter: TimeSpan.FromHours(1));
        var (evicted, evictedLate) = await MeasureAsync(setting, "in the store", evictAfter: TimeSpan.Zero);
        var what = $"{setting.Sizes.Timers:N0} timers due at one instant";
        return
        [
            new Row($"{what}, until all runs have ended", Units.WholeMillis(inMemory.Figure), $"{Units.WholeMillis(inMemory.Reference)}, the same work without timers", Comparison.RatioAtMost(inMemory, 1.5)),
            new Row($"{what}, median lateness", Units.WholeMillis(late), "", Comparison.AtMost(late, 0.05, Units.WholeMillis)),
            new Row($"{what}, of runs that were dropped from memory", Units.WholeMillis(evicted.Figure), $"{Units.WholeMillis(evicted.Reference)}, the same work without timers", null),
            new Row($"{what}, of runs that were dropped from memory, median lateness", Units.WholeMillis(evictedLate), ""),
        ];
    }

    private async Task<(Round Round, double Lateness)> MeasureAsync(Setting setting, string where, TimeSpan evictAfter)
    {
        _bedtime = TimeSpan.FromSeconds(setting.Sizes.Timers / 500.0);
        var medians = new List<double>();
        var round = await Rounds.MiddleAsync(
            setting, $"{Name}, runs {where}", Units.WholeMillis,
            _ => WithoutTimersAsync(setting, evictAfter),
            async _ =>
            {
                var lateness = new Lateness();
                var time = await WithTimersAsync(setting, evictAfter, lateness);
                medians.Add(lateness.Median());
                return time;
            });
        // The first warmed up.
        return (round, Median.Of(medians.Skip(1)));
    }

    private async Task<double> WithTimersAsync(Setting setting, TimeSpan evictAfter, Lateness lateness)
    {
        var file = setting.NewFile("timers");
        double time;
        await using (var host = await BenchHost.StartAsync(file, o => Configure(o, evictAfter, lateness)))
        {
            var watch = Stopwatch.StartNew();
            var dueAt = DateTimeOffset.UtcNow + _bedtime + Margin;
            await StartAsync(host.Client, setting.Sizes.Timers, dueAt);
            await RunsInFile.UntilAllAsync(file, setting.Sizes.Timers, RunStatus.Waiting).WaitAsync(dueAt - DateTimeOffset.UtcNow);
            _bedtime = watch.Elapsed * 2;
            await RunsInFile.UntilAllAsync(file, setting.Sizes.Timers, RunStatus.Completed);
            time = (DateTimeOffset.UtcNow - dueAt).TotalSeconds;
        }

        setting.Delete(file);
        return time;
    }

    private static async Task<double> WithoutTimersAsync(Setting setting, TimeSpan evictAfter)
    {
        var file = setting.NewFile("no-timers");
        await using (var client = await BenchHost.StartClientAsync(file))
            await StartAsync(client.Client, setting.Sizes.Timers, dueAt: null);
        double time;
        var watch = Stopwatch.StartNew();
        await using (await BenchHost.StartAsync(file, o => Configure(o, evictAfter, new Lateness())))
        {
            await RunsInFile.UntilAllAsync(file, setting.Sizes.Timers, RunStatus.Completed);
            time = watch.Elapsed.TotalSeconds;
        }

        setting.Delete(file);
        return time;
    }

    private static Task StartAsync(DurableClient client, int runs, DateTimeOffset? dueAt) =>
        Callers.ForEachAsync(runs, CallersCount, _ => client.StartSleeperWorkflowAsync(dueAt));

    private static void Configure(DurableOptions options, TimeSpan evictAfter, Lateness lateness)
    {
        options.Services.AddSingleton(lateness);
        options.EvictAfter = evictAfter;
    }
}
