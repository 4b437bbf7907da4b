using System.Text.Json;

namespace DurableSdk.Benchmarks.HandRolled;

/// <summary>A line for the table of the peers.</summary>
internal sealed record Figure(string Engine, string Version, string Durability, string Workload, int Concurrency, double Value, string Unit)
{
    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);
}
