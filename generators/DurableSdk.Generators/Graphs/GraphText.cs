using System.Globalization;
using DurableSdk.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace DurableSdk.Generators.Graphs;

/// <summary>
/// A workflow's graph as one short text, which <c>WorkflowGraph</c> of the core reads: a line for each state, its kind's letter and its id; then a line with
/// the edges, such as <c>S>0 0=1 1!2 2>E</c>. Without positions, so that an edit that moves code about changes nothing. Empty where nothing is durable.
/// </summary>
internal static class GraphText
{
    public static string Of(IMethodSymbol workflow, SemanticModel model, CancellationToken cancel)
    {
        var graph = new GraphBuilder(workflow, model, cancel);
        if (graph.Build() is not { } root || graph.States.Count == 0)
            return "";
        var edges = root.Heads.Select(h => (From: -1, To: h.State, h.Kind))
            .Concat(graph.Edges)
            .Concat(root.Exits.Select(p => (From: p.State, To: int.MaxValue, Kind: p.HasFailed ? EdgeKind.Failure : EdgeKind.Next)))
            .Distinct()
            .OrderBy(e => e.From).ThenBy(e => e.To).ThenBy(e => e.Kind)
            .Select(e => $"{(e.From < 0 ? "S" : Number(e.From))}{(char)e.Kind}{(e.To == int.MaxValue ? "E" : Number(e.To))}");
        return string.Join("\n", graph.States.Select(s => s.Kind + s.Id).Append(string.Join(" ", edges)));
    }

    private static string Number(int state) => state.ToString(CultureInfo.InvariantCulture);
}
