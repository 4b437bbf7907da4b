using System.Globalization;
using System.Text;

namespace DurableSdk.Graphs;

/// <summary>A graph as a Mermaid flow chart.</summary>
internal static class MermaidText
{
    public static string Of(WorkflowGraph graph, RunPosition? position)
    {
        var names = graph.States.Select((state, i) => (state, Name: "s" + i.ToString(CultureInfo.InvariantCulture))).ToDictionary(one => one.state, one => one.Name);
        var text = new StringBuilder("flowchart TD\n");
        foreach (var state in graph.States)
            text.Append("    ").Append(names[state]).Append(Box(state)).Append('\n');
        foreach (var edge in graph.Edges)
            text.Append("    ").Append(names[edge.From]).Append(Arrow(edge.Kind)).Append(names[edge.To]).Append('\n');
        if (position is not null)
        {
            Mark(text, "passed", "fill:#dfd,stroke:#393", position.Passed.Except(position.Open).Select(state => names[state]));
            Mark(text, "open", "fill:#fd6,stroke:#a60,stroke-width:3px", position.Open.Select(state => names[state]));
        }

        return text.ToString();
    }

    private static string Box(WorkflowState state) => state.Kind switch
    {
        WorkflowStateKind.Start or WorkflowStateKind.End => $"([{state.Id}])",
        WorkflowStateKind.Timer or WorkflowStateKind.TimeLimit => $"{{{{\"{Escape(state.Id)}\"}}}}",
        WorkflowStateKind.Child => $"[[\"{Escape(state.Id)}\"]]",
        _ => $"[\"{Escape(state.Id)}\"]",
    };

    private static string Arrow(WorkflowEdgeKind kind) => kind switch
    {
        WorkflowEdgeKind.Failure => " -. failure .-> ",
        WorkflowEdgeKind.Parallel => " ==> ",
        _ => " --> ",
    };

    private static void Mark(StringBuilder text, string name, string style, IEnumerable<string> states)
    {
        var marked = string.Join(',', states);
        if (marked.Length > 0)
            text.Append($"    classDef {name} {style}\n    class {marked} {name}\n");
    }

    private static string Escape(string id) => id.Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);
}
