using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.Benchmarks;

/// <summary>A host in a process of its own that has nothing to do.</summary>
/// <param name="MemoryBytes">Of the process, as the operating system counts what is resident.</param>
/// <param name="ProcessorShare">Of one processor.</param>
internal sealed record IdleHost(long MemoryBytes, double ProcessorShare)
{
    public const string Name = "idle-host";

    /// <summary>The runtime compiles again what a start has used often, for some seconds after it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(30);

    public static async Task<IdleHost> MeasureAsync(string file)
    {
        using var process = Process.GetCurrentProcess();
        await using var host = await BenchHost.StartAsync(file, o => o.Services.AddSingleton<Lateness>());
        await Task.Delay(Settling);
        var before = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.Delay(Watching);
        process.Refresh();
        return new IdleHost(process.WorkingSet64, (process.TotalProcessorTime - before) / watch.Elapsed);
    }
}
