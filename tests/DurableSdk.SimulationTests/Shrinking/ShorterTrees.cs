namespace DurableSdk.SimulationTests.Shrinking;

/// <summary>All trees that have a little less than a given one: a part in the place of the whole, a child left out, a smaller number.</summary>
internal static class ShorterTrees
{
    public static IEnumerable<Node> Of(Node node) => [.. NodeParts.Of(node), .. WithFewer(node), .. WithSmaller(node), .. Simpler(node)];

    private static IEnumerable<Node> WithFewer(Node node)
    {
        var atLeast = node is RaceNode or ChildNode ? 1 : 0;
        return node is SequenceNode or ParallelNode or RaceNode or EachNode or SagaNode or ChildNode
            ? ShorterScenarios.Without(NodeParts.Of(node)).Where(fewer => fewer.Length >= atLeast).Select(fewer => NodeParts.With(node, fewer))
            : [];
    }

    private static IEnumerable<Node> WithSmaller(Node node)
    {
        var parts = NodeParts.Of(node);
        return Enumerable.Range(0, parts.Length).SelectMany(i => Of(parts[i]).Select(part => NodeParts.With(node, ShorterScenarios.With(parts, i, part))));
    }

    private static IEnumerable<Node> Simpler(Node node) => node switch
    {
        StepNode n => Simpler(n),
        EachNode n => [new SequenceNode { Id = n.Id, Children = n.Children }],
        ParallelNode n => [new SequenceNode { Id = n.Id, Children = n.Children }],
        SagaNode n => [new SequenceNode { Id = n.Id, Children = n.Children }],
        HookNode n => Simpler(n),
        ChildNode n => Simpler(n),
        LimitNode n => Halved(n.Time).Select(time => n with { Time = time }),
        SleepNode n => Halved(n.Time).Select(time => n with { Time = time }),
        UntilNode n => Halved(n.Limit).Select(time => n with { Limit = time }),
        SignalNode { Limit: { } limit } n => Halved(limit).Select(time => n with { Limit = time }),
        _ => [],
    };

    private static IEnumerable<Node> Simpler(StepNode n)
    {
        if (n.Fails > 0)
            yield return n with { Fails = 0 };
        if (n.UndoFails > 0)
            yield return n with { UndoFails = 0 };
        if (n.Manner != StepManner.Plain)
            yield return n with { Manner = StepManner.Plain };
        foreach (var takes in Halved(n.Takes))
            yield return n with { Takes = takes };
    }

    private static IEnumerable<Node> Simpler(ChildNode n)
    {
        if (n.IsSentTo)
            yield return n with { IsSentTo = false };
        if (n.IsLimited)
            yield return n with { IsLimited = false };
        if (n.IsDetached)
            yield return n with { IsDetached = false };
    }

    private static IEnumerable<Node> Simpler(HookNode n)
    {
        foreach (var fewer in ShorterScenarios.Without(n.Answers))
            yield return n with { Answers = fewer };
        if (n.Takes > 0)
            yield return n with { Takes = n.Takes - 1 };
        if (n.Token is not null)
            yield return n with { Token = null };
        if (n.Max is not null)
            yield return n with { Max = null };
        if (n.IsClosed)
            yield return n with { IsClosed = false };
    }

    /// <summary>Nothing at all, or half of it.</summary>
    private static IEnumerable<int> Halved(int time) => time switch
    {
        0 => [],
        1 => [0],
        _ => [0, time / 2],
    };
}
