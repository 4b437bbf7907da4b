using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>What runs cost a host that sleep for a month: they are put to sleep by one process, and looked after by another.</summary>
internal sealed class SleepersBenchmark : IBenchmark
{
    private const int CallersCount = 512;

    public string Name => "sleepers";

    public async Task<IReadOnlyList<Row>> MeasureAsync(Setting setting)
    {
        var file = setting.NewFile(Name);
        await FillAsync(setting, file);
        var sleeping = await Measured.InProcessAsync<IdleHost>(IdleHost.Name, file);
        setting.Delete(file);
        var emptyFile = setting.NewFile("empty");
        var empty = await Measured.InProcessAsync<IdleHost>(IdleHost.Name, emptyFile);
        setting.Delete(emptyFile);
        setting.Progress($"{Name}: {Units.Megabytes(sleeping.MemoryBytes)} and {Units.Percent(sleeping.ProcessorShare)}, empty host {Units.Megabytes(empty.MemoryBytes)} and {Units.Percent(empty.ProcessorShare)}");
        var memory = new Round(sleeping.MemoryBytes, empty.MemoryBytes);
        var what = $"{setting.Sizes.Sleepers:N0} sleeping runs";
        return
        [
            new Row($"{what}, memory of the host", Units.Megabytes(memory.Figure), $"{Units.Megabytes(memory.Reference)}, an empty host", Comparison.MoreAtMost(memory, 200e6, Units.Megabytes)),
            new Row($"{what}, idle processor time", Units.Percent(sleeping.ProcessorShare), $"{Units.Percent(empty.ProcessorShare)}, an empty host", Comparison.AtMost(sleeping.ProcessorShare, 0.01, Units.Percent)),
        ];
    }

    private async Task FillAsync(Setting setting, string file)
    {
        var runs = setting.Sizes.Sleepers;
        var dueAt = DateTimeOffset.UtcNow.AddDays(30);
        var watch = Stopwatch.StartNew();
        await using var host = await BenchHost.StartAsync(
            new SqliteStoreOptions { ConnectionString = $"Data Source={file}", Synchronous = SqliteSynchronous.Normal }, o => o.Services.AddSingleton<Lateness>());
        await Callers.ForEachAsync(runs, CallersCount, async number =>
        {
            await host.Client.StartSleeperWorkflowAsync(dueAt);
            if ((number + 1) % Math.Max(1, runs / 10) == 0)
                setting.Progress($"{Name}: {number + 1:N0} started after {watch.Elapsed.TotalSeconds:N0} s");
        });
        await RunsInFile.UntilAllAsync(file, runs, RunStatus.Waiting);
        setting.Progress($"{Name}: {runs:N0} sleep after {watch.Elapsed.TotalSeconds:N0} s");
    }
}
