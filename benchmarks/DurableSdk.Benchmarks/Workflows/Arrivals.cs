using System.Diagnostics;
using System.Threading.Channels;

namespace DurableSdk.Benchmarks;

/// <summary>When steps came where the one who measures waits for them.</summary>
public sealed class Arrivals
{
    private readonly Channel<long> _times = Channel.CreateUnbounded<long>();

    public void Arrive() => _times.Writer.TryWrite(Stopwatch.GetTimestamp());

    /// <returns>The time by <see cref="Stopwatch.GetTimestamp"/>.</returns>
    public ValueTask<long> NextAsync() => _times.Reader.ReadAsync();
}
