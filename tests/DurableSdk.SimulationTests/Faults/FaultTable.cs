namespace DurableSdk.SimulationTests.Faults;

/// <summary>Which call has which fault.</summary>
internal sealed class FaultTable(IEnumerable<Fault> faults)
{
    private readonly Dictionary<(StoreCall Call, int Nth), Fault> _faults = faults
        .GroupBy(fault => (fault.Call, fault.Nth)).ToDictionary(group => group.Key, group => group.First());

    private readonly Dictionary<StoreCall, int> _calls = [];

    /// <summary>How many calls there were of a kind.</summary>
    public int CallsOf(StoreCall call) => _calls.GetValueOrDefault(call);

    /// <summary>Counts a call.</summary>
    /// <returns>Its fault, or null.</returns>
    public Fault? Next(StoreCall call)
    {
        var nth = _calls[call] = _calls.GetValueOrDefault(call) + 1;
        return _faults.GetValueOrDefault((call, nth));
    }
}
