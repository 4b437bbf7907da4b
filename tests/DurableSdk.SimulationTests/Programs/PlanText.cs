using System.Text.Json;
using System.Text.Json.Serialization;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>
/// A plan as the argument of a run: JSON that stands in the JSON of an event and is read each time the run is built anew. So it is short, and another mark stands for its quotes, which would be six characters each there.
/// </summary>
internal static class PlanText
{
    private const char Quote = '~';

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, Converters = { new JsonStringEnumConverter() } };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    public static string Write(RunPlan plan) => JsonSerializer.Serialize(plan, Json).Replace('"', Quote);

    public static RunPlan Read(string text) => JsonSerializer.Deserialize<RunPlan>(text.Replace(Quote, '"'), Json)!;

    /// <summary>Whether it was written as the first release's logs have it.</summary>
    public static bool IsOfFirstRelease(string text) => text.StartsWith("{\n", StringComparison.Ordinal);

    public static string WriteAsFirstRelease(RunPlan plan) => JsonSerializer.Serialize(plan, Indented);
}
