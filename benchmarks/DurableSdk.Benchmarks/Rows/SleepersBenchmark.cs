using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>What runs that sleep for a month cost a host: it is a process of its own, and finds them asleep.</summary>
internal sealed class SleepersBenchmark : IBenchmark
{
    private const int CallersCount = 64;
    private const int TemplateRuns = 1_000;

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

    /// <summary>Some are put to sleep, and these are copied: the engine would take minutes for all of them.</summary>
    private async Task FillAsync(Setting setting, string file)
    {
        var dueAt = DateTimeOffset.UtcNow.AddDays(30);
        var watch = Stopwatch.StartNew();
        await using (var host = await BenchHost.StartAsync(file, o => o.Services.AddSingleton<Lateness>()))
        {
            await Callers.ForEachAsync(TemplateRuns, CallersCount, _ => host.Client.StartSleeperWorkflowAsync(dueAt));
            await RunsInFile.UntilAllAsync(file, TemplateRuns, RunStatus.Waiting);
        }

        await LogFiller.MultiplyAsync(file, setting.Sizes.Sleepers / TemplateRuns);
        // The wait is the check: every one of them sleeps.
        await RunsInFile.UntilAllAsync(file, setting.Sizes.Sleepers, RunStatus.Waiting);
        setting.Progress($"{Name}: {setting.Sizes.Sleepers:N0} sleep after {watch.Elapsed.TotalSeconds:N0} s");
    }
}
