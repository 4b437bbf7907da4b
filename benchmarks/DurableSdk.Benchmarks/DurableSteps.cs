using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>Keeps a number of workflows running, each started when another has ended, and counts their steps.</summary>
internal static class DurableSteps
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <returns>Durable steps a second, starts and ends of the workflows being part of the time.</returns>
    public static async Task<double> MeasureAsync(string database, int concurrency, TimeSpan duration, Action<string> progress)
    {
        await using var host = await DurableHost.StartAsync(o => o.UseSqlite($"Data Source={database}"));
        var finished = 0;
        using var stop = new CancellationTokenSource();
        var loops = Enumerable.Range(0, concurrency).Select(_ => Task.Run(() => LoopAsync(host.Client, () => Interlocked.Increment(ref finished), stop.Token))).ToArray();

        await Task.Delay(WarmUp);
        var begun = Volatile.Read(ref finished);
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < duration)
        {
            await Task.Delay(TimeSpan.FromSeconds(1));
            progress($"{concurrency} workflows: {PerSecond():N0} durable steps/s after {watch.Elapsed.TotalSeconds:F0} s");
        }

        var rate = PerSecond();
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        return rate;

        double PerSecond() => (Volatile.Read(ref finished) - begun) * (double)TenStepsWorkflow.Steps / watch.Elapsed.TotalSeconds;
    }

    private static async Task LoopAsync(DurableClient client, Action onFinished, CancellationToken stop)
    {
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            var run = await client.StartTenStepsWorkflowAsync(number, cancel: CancellationToken.None);
            await run.ResultAsync(CancellationToken.None);
            onFinished();
        }
    }
}
