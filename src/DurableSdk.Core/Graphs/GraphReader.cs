using System.Globalization;

namespace DurableSdk.Graphs;

/// <summary>Reads the text that the generator makes of a graph: a line for each state, its kind's letter and its id; then a line of edges, such as <c>S>0 0=1 1!2 2>E</c>.</summary>
internal static class GraphReader
{
    private static readonly WorkflowState Start = new("Start", WorkflowStateKind.Start);
    private static readonly WorkflowState End = new("End", WorkflowStateKind.End);

    public static WorkflowGraph Read(string text)
    {
        var lines = text.Length == 0 ? ["S>E"] : text.Split('\n');
        WorkflowState[] states = [Start, .. lines[..^1].Select(line => new WorkflowState(line[1..], KindOf(line[0]))), End];
        var edges = lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(edge => ReadEdge(edge, states.Length)).ToList();
        var ways = edges.Where(IsForward).CountBy(edge => edge.From).ToDictionary();
        return new WorkflowGraph(states, [.. edges.Select(edge => new WorkflowEdge(states[edge.From], states[edge.To], KindOf(edge, ways)))]);
    }

    private static (int From, char Kind, int To) ReadEdge(string text, int count)
    {
        var at = text.AsSpan().IndexOfAny('>', '=', '!');
        return (Index(text.AsSpan(0, at), count), text[at], Index(text.AsSpan(at + 1), count));
    }

    private static int Index(ReadOnlySpan<char> text, int count) => text switch
    {
        "S" => 0,
        "E" => count - 1,
        _ => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) + 1,
    };

    private static bool IsForward((int From, char Kind, int To) edge) => edge.Kind == '>' && edge.To > edge.From;

    private static WorkflowEdgeKind KindOf((int From, char Kind, int To) edge, Dictionary<int, int> ways) => edge.Kind switch
    {
        '!' => WorkflowEdgeKind.Failure,
        _ when edge.To <= edge.From => WorkflowEdgeKind.Loop,
        '=' => WorkflowEdgeKind.Parallel,
        _ => ways[edge.From] > 1 ? WorkflowEdgeKind.Branch : WorkflowEdgeKind.Next,
    };

    private static WorkflowStateKind KindOf(char letter) => letter switch
    {
        's' => WorkflowStateKind.Step,
        't' => WorkflowStateKind.Timer,
        'l' => WorkflowStateKind.TimeLimit,
        'c' => WorkflowStateKind.Child,
        _ => WorkflowStateKind.Operation,
    };
}
