namespace DurableSdk.Generators.Graphs;

/// <summary>Where a workflow may be at one point of its code.</summary>
internal sealed class Flow
{
    /// <summary>What it has passed last.</summary>
    public HashSet<Pass> At { get; private set; } = [];

    /// <summary>What it has begun and not awaited yet.</summary>
    public HashSet<Pass> Started { get; private set; } = [];

    public static Flow Of(IEnumerable<Pass> at, IEnumerable<Pass> started) => new() { At = [.. at], Started = [.. started] };

    public Flow Copy() => Of(At, Started);

    /// <returns>Whether anything was new.</returns>
    public bool Add(Flow other)
    {
        var before = At.Count + Started.Count;
        At.UnionWith(other.At);
        Started.UnionWith(other.Started);
        return At.Count + Started.Count > before;
    }

    public void MoveTo(HashSet<Pass> at) => At = at;
}

/// <summary>A state that was passed, well or by its failure.</summary>
internal readonly record struct Pass(int State, bool HasFailed)
{
    /// <summary>Stands for whatever came before the function.</summary>
    public static readonly Pass Entry = new(-1, false);

    public Pass Failed => this with { HasFailed = true };
}
