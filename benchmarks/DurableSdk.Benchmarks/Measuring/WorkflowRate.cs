using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>How many workflows end a second where each that ends is followed by another.</summary>
internal static class WorkflowRate
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    /// <param name="concurrency">Of the workflows.</param>
    /// <param name="duration">At least; until as many as run at the same time have ended.</param>
    /// <param name="workflow">From its start to its result.</param>
    public static async Task<double> PerSecondAsync(int concurrency, TimeSpan duration, Func<Task> workflow)
    {
        var finished = 0;
        using var stop = new CancellationTokenSource();
        var callers = Callers.RunAsync(concurrency, async (_, _) =>
        {
            await workflow();
            Interlocked.Increment(ref finished);
            return !stop.IsCancellationRequested;
        });

        // Workflows that began together end together at first; a part of such a wave says nothing.
        await UntilAsync(() => finished >= concurrency);
        var begun = Volatile.Read(ref finished);
        var watch = Stopwatch.StartNew();
        await UntilAsync(() => watch.Elapsed >= duration && finished - begun >= concurrency);
        var rate = (Volatile.Read(ref finished) - begun) / watch.Elapsed.TotalSeconds;
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
