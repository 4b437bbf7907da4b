using System.Collections.Concurrent;

namespace DurableSdk.Benchmarks;

/// <summary>How late sleepers went on.</summary>
public sealed class Lateness
{
    private readonly ConcurrentQueue<TimeSpan> _all = new();

    public void Add(TimeSpan late) => _all.Enqueue(late);

    /// <returns>Seconds.</returns>
    public double Median() => Benchmarks.Median.Of(_all.Select(late => late.TotalSeconds));
}
