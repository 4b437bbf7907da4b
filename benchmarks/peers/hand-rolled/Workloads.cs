using System.Diagnostics;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>The work that every peer does.</summary>
internal static class Workloads
{
    private static readonly TimeSpan RunUp = TimeSpan.FromSeconds(1);

    public static async Task<double> StepsPerSecondAsync(Runner runner, int concurrency, TimeSpan duration)
    {
        var isOver = false;
        var callers = Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref isOver))
                await runner.TenStepsAsync();
        })).ToArray();
        await Task.Delay(RunUp);
        var (begun, watch) = (runner.Steps, Stopwatch.StartNew());
        await Task.Delay(duration);
        var rate = (runner.Steps - begun) / watch.Elapsed.TotalSeconds;
        Volatile.Write(ref isOver, true);
        await Task.WhenAll(callers);
        return rate;
    }

    /// <returns>Milliseconds, the middle of several.</returns>
    public static async Task<double> FanOutAsync(Runner runner, int steps)
    {
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            var watch = Stopwatch.StartNew();
            await runner.FanOutAsync(steps);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return Middle(times);
    }

    /// <returns>Milliseconds by which the middle one is late.</returns>
    public static async Task<double> SleepersAsync(Runner runner, int sleepers)
    {
        var dueAt = DateTime.UtcNow.AddSeconds(15);
        return Middle(await Task.WhenAll(Enumerable.Range(0, sleepers).Select(_ => runner.SleepAsync(dueAt))));
    }

    /// <returns>Milliseconds from the start of the new process until the next step.</returns>
    public static async Task<double> ResumeAsync(string way, string file)
    {
        await UntilNextAsync(way, file);
        return await UntilNextAsync(way, file);
    }

    private static async Task<double> UntilNextAsync(string way, string file)
    {
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(Workloads).Assembly.Location);
        foreach (var argument in new[] { "--resume", way, file })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        _ = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The process that resumes has ended.");
        var time = watch.Elapsed.TotalMilliseconds;
        process.Kill();
        await process.WaitForExitAsync();
        return time;
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
