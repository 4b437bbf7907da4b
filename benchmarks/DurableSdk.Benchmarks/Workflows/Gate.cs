using System.Diagnostics;
using System.Threading.Channels;

namespace DurableSdk.Benchmarks;

/// <summary>Where a run waits until the one who measures lets it through.</summary>
public sealed class Gate
{
    private readonly Arrivals _arrivals = new();
    private readonly Channel<bool> _passes = Channel.CreateUnbounded<bool>();

    public async Task PassAsync(CancellationToken cancel)
    {
        _arrivals.Arrive();
        await _passes.Reader.ReadAsync(cancel);
    }

    public ValueTask<long> ArrivedAsync() => _arrivals.NextAsync();

    public void Open() => _passes.Writer.TryWrite(true);

    /// <returns>Seconds from one wait at the gate to the next.</returns>
    public async Task<double> PassageAsync()
    {
        var begun = Stopwatch.GetTimestamp();
        Open();
        return Stopwatch.GetElapsedTime(begun, await ArrivedAsync()).TotalSeconds;
    }
}
