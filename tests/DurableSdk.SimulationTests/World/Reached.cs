using System.Collections.Concurrent;

namespace DurableSdk.SimulationTests.World;

/// <summary>What has ever happened, counted over all simulations: what was never reached was never tested.</summary>
internal sealed class Reached
{
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, long> Counts => _counts;

    public void Note(string what) => _counts.AddOrUpdate(what, 1, static (_, count) => count + 1);

    public bool Has(string what) => _counts.ContainsKey(what);
}
