using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>All that a simulation depends on: programs, what happens from outside, the faults, and the order in which things come where more than one could.</summary>
internal sealed record Scenario
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
        AllowOutOfOrderMetadataProperties = true,
    };

    public required RunPlan[] Runs { get; init; }

    public Deed[] Deeds { get; init; } = [];

    public Fault[] Faults { get; init; } = [];

    /// <summary>From which the interleaving, ids and random numbers are drawn.</summary>
    public ulong Order { get; init; }

    public bool EvictsAlways { get; init; }

    /// <summary>After what wait runs are dropped from memory (ms).</summary>
    public int EvictsAfter { get; init; } = 10_000;

    /// <summary>Whether a second process stands by.</summary>
    public bool HasStandby { get; init; }

    /// <summary>Whether somebody outside reads all events as they come.</summary>
    public bool HasSubscriber { get; init; }

    /// <summary>How many runs a process holds in memory.</summary>
    public int InMemory { get; init; } = 100;

    public static Scenario Read(string json) => JsonSerializer.Deserialize<Scenario>(json, Json)!;

    public string Write() => JsonSerializer.Serialize(this, Json);
}
