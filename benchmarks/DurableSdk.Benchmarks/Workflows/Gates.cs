using System.Collections.Concurrent;

namespace DurableSdk.Benchmarks;

/// <summary>A gate for each run that is measured.</summary>
public sealed class Gates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new(StringComparer.Ordinal);

    public Gate this[string name] => _gates.GetOrAdd(name, _ => new Gate());
}
