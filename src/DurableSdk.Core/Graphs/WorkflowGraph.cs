using DurableSdk.Graphs;
using DurableSdk.Replay;

namespace DurableSdk;

/// <summary>
/// A workflow's static graph, drawn by the compiler: the states are the durable calls of its method and of the helpers of its class, the edges its control flow. It
/// shows every way that the code may take, and for a helper that is called from several places the ways of all of them.
/// </summary>
public sealed class WorkflowGraph
{
    private readonly Dictionary<string, WorkflowState> _byId;

    internal WorkflowGraph(IReadOnlyList<WorkflowState> states, IReadOnlyList<WorkflowEdge> edges)
    {
        States = states;
        Edges = edges;
        _byId = states.ToDictionary(state => state.Id, StringComparer.Ordinal);
    }

    /// <summary>The states: the start, the durable calls about in the order in which they are made, the end.</summary>
    public IReadOnlyList<WorkflowState> States { get; }

    /// <summary>Which state may follow which.</summary>
    public IReadOnlyList<WorkflowEdge> Edges { get; }

    /// <summary>The states that operations of a run belong to, in the graph's order. What belongs to none is left out: a call in another class's helper.</summary>
    /// <param name="operationIds">Ids as events have them, such as <c>ChargeAsync#1[3]</c>.</param>
    public IReadOnlyList<WorkflowState> Locate(IEnumerable<string> operationIds)
    {
        ArgumentNullException.ThrowIfNull(operationIds);
        var found = operationIds.Select(id => _byId.GetValueOrDefault(SiteOf(id))).ToHashSet();
        return [.. States.Where(found.Contains)];
    }

    /// <summary>The graph as a Mermaid flow chart.</summary>
    /// <param name="position">Where a run stands, which is then marked; null for the graph alone.</param>
    public string ToMermaid(RunPosition? position = null) => MermaidText.Of(this, position);

    /// <summary>The graph as a Mermaid flow chart.</summary>
    public override string ToString() => ToMermaid();

    /// <summary>A site that is passed again has a number behind it; its time limit and its compensation have their own mark behind that.</summary>
    private static string SiteOf(string operationId)
    {
        operationId = WithoutMark(operationId);
        var end = operationId.EndsWith(']') ? operationId.LastIndexOf('[') : -1;
        return end > 0 && operationId.AsSpan(end + 1, operationId.Length - end - 2) is { Length: > 0 } pass && !pass.ContainsAnyExceptInRange('0', '9') ? operationId[..end] : operationId;
    }

    private static string WithoutMark(string operationId) =>
        operationId.EndsWith(TimeoutOperation.Suffix, StringComparison.Ordinal) ? operationId[..^TimeoutOperation.Suffix.Length]
        : operationId.EndsWith(Undo.Suffix, StringComparison.Ordinal) ? operationId[..^Undo.Suffix.Length]
        : operationId;
}
