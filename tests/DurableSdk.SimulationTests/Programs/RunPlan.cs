namespace DurableSdk.SimulationTests.Programs;

/// <summary>What one chain of runs does: a tree for each run of it.</summary>
internal sealed record RunPlan
{
    public required Node[] Generations { get; init; }

    /// <summary>When it is started (ms after the beginning).</summary>
    public int StartsAt { get; init; }

    /// <summary>Whether a process that executes runs starts it, and not somebody outside.</summary>
    public bool IsStartedByHost { get; init; }

    /// <summary>Whether each of its runs may only take so long.</summary>
    public bool IsLimited { get; init; }
}
