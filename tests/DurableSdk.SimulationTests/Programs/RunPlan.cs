namespace DurableSdk.SimulationTests.Programs;

/// <summary>What one chain of runs does: a tree for each run of it.</summary>
internal sealed record RunPlan
{
    public required Node[] Generations { get; init; }

    /// <summary>When it is started (ms after the beginning).</summary>
    public int StartsAt { get; init; }
}
