namespace DurableSdk.SimulationTests.Programs;

/// <summary>The parts of a tree, whatever it is made of.</summary>
internal static class NodeParts
{
    public static Node[] Of(Node node) => node switch
    {
        SequenceNode n => n.Children,
        ParallelNode n => n.Children,
        RaceNode n => n.Children,
        EachNode n => n.Children,
        TryNode n => [n.Body, n.Handler],
        LimitNode n => [n.Body],
        ShieldNode n => [n.Body],
        ChildNode n => n.Generations,
        SagaNode n => n.Children,
        _ => [],
    };

    /// <summary>The same with other parts, as many as it has.</summary>
    public static Node With(Node node, Node[] parts) => node switch
    {
        SequenceNode n => n with { Children = parts },
        ParallelNode n => n with { Children = parts },
        RaceNode n => n with { Children = parts },
        EachNode n => n with { Children = parts },
        TryNode n => n with { Body = parts[0], Handler = parts[1] },
        LimitNode n => n with { Body = parts[0] },
        ShieldNode n => n with { Body = parts[0] },
        ChildNode n => n with { Generations = parts },
        SagaNode n => n with { Children = parts },
        _ => node,
    };

    /// <summary>The tree itself and all in it.</summary>
    public static IEnumerable<Node> All(Node node) => Of(node).SelectMany(All).Prepend(node);

    public static int Count(Node node) => All(node).Count();

    /// <summary>With every part of it changed, the innermost first.</summary>
    public static Node Changed(Node node, Func<Node, Node> change) => change(With(node, Array.ConvertAll(Of(node), part => Changed(part, change))));
}
