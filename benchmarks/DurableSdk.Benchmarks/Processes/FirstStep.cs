using System.Diagnostics;

namespace DurableSdk.Benchmarks;

/// <summary>How long a host takes from its start in a new process until the first step of unfinished runs runs.</summary>
/// <param name="Seconds">The start of the process itself isn't in it.</param>
internal sealed record FirstStep(double Seconds)
{
    public const string Name = "first-step";

    public static async Task<FirstStep> MeasureAsync(string file)
    {
        var arrivals = new Arrivals();
        var begun = Stopwatch.GetTimestamp();
        await using var host = await HeldWorkflow.HostAsync(file, arrivals);
        return new FirstStep(Stopwatch.GetElapsedTime(begun, await arrivals.NextAsync()).TotalSeconds);
    }
}
