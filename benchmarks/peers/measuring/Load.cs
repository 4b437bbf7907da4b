using System.Diagnostics;

namespace DurableSdk.Peers.Measuring;

/// <summary>The workload's driver for peers in C#; <c>measure.mjs</c> is its twin for peers in JavaScript.</summary>
/// <param name="peer">Whose figures they are.</param>
/// <param name="workload">How the peer runs the workflows.</param>
/// <param name="duration">For each number of concurrent workflows.</param>
public sealed class Load(string peer, IWorkload workload, TimeSpan duration)
{
    public const int Steps = 10;
    public const int Branches = 100;
    private const int WarmUpConcurrency = 64;
    private const int FanOuts = 20;
    private const int Sleepers = 1000;
    private const int RecordsOfSleeper = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SleepMin = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan SleepMax = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan AsleepBefore = TimeSpan.FromMilliseconds(500);
    private int _started;

    /// <summary>Fifty bytes as JSON.</summary>
    public static string Result { get; } = new('x', 48);

    /// <summary>Measures, and prints a line for each figure.</summary>
    public async Task RunAsync()
    {
        var rate = await StepsPerSecondAsync(WarmUpConcurrency, WarmUp);
        foreach (var concurrent in (int[])[1, 64, 512])
            Tell($"steps-{concurrent}", rate = await StepsPerSecondAsync(concurrent, duration), "steps/s");
        Tell("fan-out", await FanOutMillisecondsAsync(), "ms");
        var lateness = await LatenessMillisecondsAsync(rate);
        Tell("lateness-median", Median(lateness), "ms");
        Tell("lateness-max", lateness.Max(), "ms");
    }

    private void Tell(string figure, double value, string unit) => Console.WriteLine(new Line(peer, Figure: figure, Value: value, Unit: unit));

    private string NextId() => $"run-{Environment.ProcessId}-{Interlocked.Increment(ref _started)}";

    /// <summary>Whole workflows only: none is begun after the time, and what has begun is waited for.</summary>
    private async Task<double> StepsPerSecondAsync(int concurrent, TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        var finished = 0;
        await Task.WhenAll(Enumerable.Range(0, concurrent).Select(_ => Task.Run(async () =>
        {
            do
            {
                await workload.TenStepsAsync(NextId());
                Interlocked.Increment(ref finished);
            }
            while (watch.Elapsed < time);
        })));
        return finished * Steps / watch.Elapsed.TotalSeconds;
    }

    private async Task<double> FanOutMillisecondsAsync()
    {
        var times = new List<double>();
        for (var i = 0; i < FanOuts; i++)
        {
            var watch = Stopwatch.StartNew();
            await workload.FanOutAsync(NextId());
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return Median(times);
    }

    /// <summary>
    /// Each workflow tells by a step when it ran before its sleep, and by another when it ran after it. They get twice the time to fall asleep that the peer seems to need.
    /// </summary>
    private async Task<List<double>> LatenessMillisecondsAsync(double rate)
    {
        var dueAt = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(Math.Clamp(2 * Sleepers * RecordsOfSleeper / rate, SleepMin.TotalSeconds, SleepMax.TotalSeconds));
        var runs = await Task.WhenAll(Enumerable.Range(0, Sleepers).Select(_ => Task.Run(() => workload.SleepUntilAsync(NextId(), dueAt))));
        var left = dueAt - runs.Max(run => run.Before);
        return left >= AsleepBefore
            ? [.. runs.Select(run => (run.After - dueAt).TotalMilliseconds)]
            : throw new InvalidOperationException($"A workflow began to sleep {left.TotalMilliseconds:F0} ms before its time only: this shows the starts, not the timers.");
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
