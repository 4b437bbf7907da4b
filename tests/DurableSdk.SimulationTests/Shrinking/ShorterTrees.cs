namespace DurableSdk.SimulationTests.Shrinking;

/// <summary>All trees that have a little less than a given one: a part in the place of the whole, a child left out, a smaller number.</summary>
internal static class ShorterTrees
{
    public static IEnumerable<Node> Of(Node node) => node switch
    {
        SequenceNode n => [.. n.Children, .. Children(n.Children, children => n with { Children = children })],
        ParallelNode n => [.. n.Children, .. Children(n.Children, children => n with { Children = children })],
        RaceNode n => [.. n.Children, .. Children(n.Children, children => n with { Children = children }, atLeast: 1)],
        EachNode n => [.. n.Children, .. Children(n.Children, children => n with { Children = children })],
        TryNode n => [n.Body, n.Handler, .. Of(n.Body).Select(body => n with { Body = body }), .. Of(n.Handler).Select(handler => n with { Handler = handler })],
        LimitNode n => [n.Body, .. Of(n.Body).Select(body => n with { Body = body }), .. Halved(n.Time).Select(time => n with { Time = time })],
        ShieldNode n => [n.Body, .. Of(n.Body).Select(body => n with { Body = body })],
        StepNode n => Simpler(n),
        SleepNode n => Halved(n.Time).Select(time => n with { Time = time }),
        SignalNode { Limit: { } limit } n => Halved(limit).Select(time => n with { Limit = time }),
        _ => [],
    };

    private static IEnumerable<Node> Children(Node[] children, Func<Node[], Node> with, int atLeast = 0) =>
    [
        .. ShorterScenarios.Without(children).Where(fewer => fewer.Length >= atLeast).Select(with),
        .. Enumerable.Range(0, children.Length).SelectMany(i => Of(children[i]).Select(child => with(ShorterScenarios.With(children, i, child)))),
    ];

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

    /// <summary>Nothing at all, or half of it.</summary>
    private static IEnumerable<int> Halved(int time) => time switch
    {
        0 => [],
        1 => [0],
        _ => [0, time / 2],
    };
}
