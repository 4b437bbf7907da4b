namespace DurableSdk.Generators.Graphs;

/// <summary>How one state leads to another; the sign stands in the graph's text.</summary>
internal enum EdgeKind
{
    Next = '>',
    Parallel = '=',
    Failure = '!',
}

/// <summary>What a call of a function does to the graph, whoever calls it.</summary>
internal sealed class FunctionSummary
{
    /// <summary>The states that are reached first.</summary>
    public HashSet<(int State, EdgeKind Kind)> Heads { get; } = [];

    /// <summary>What was passed last when it is over.</summary>
    public HashSet<Pass> Exits { get; } = [];

    /// <summary>The states whose failure may come out of it.</summary>
    public HashSet<int> Failing { get; } = [];

    public int Size => Heads.Count + Exits.Count + Failing.Count;
}
