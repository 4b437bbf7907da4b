namespace DurableSdk.SimulationTests.Checks;

/// <summary>How a part of a program may end.</summary>
[Flags]
internal enum Ends
{
    None = 0,
    Good = 1,
    Broken = 2,
    Cancelled = 4,
    Continued = 8,
}

/// <summary>What programs can come to, told from the tree alone.</summary>
internal static class ProgramModel
{
    public static Ends EndsOf(Node node, bool mayBeCancelled) => node switch
    {
        StepNode { Manner: StepManner.Timed or StepManner.Stubborn } => Ends.Good | Ends.Broken | Cancelled(mayBeCancelled),
        StepNode step => (step.Fails >= 3 && step.Manner != StepManner.Poison ? Ends.Broken : Ends.Good) | Cancelled(mayBeCancelled),
        SleepNode or SignalNode or UntilNode or SendNode or HookNode => Ends.Good | Cancelled(mayBeCancelled),
        ThrowNode => Ends.Broken,
        ContinueNode => Ends.Continued,
        SequenceNode n => Sequence(n.Children, mayBeCancelled),
        ParallelNode n => All(n.Children, mayBeCancelled),
        EachNode n => All(n.Children, mayBeCancelled),
        RaceNode n => n.Children.Aggregate(Ends.None, (ends, child) => ends | EndsOf(child, mayBeCancelled)),
        TryNode n => Try(n, mayBeCancelled),
        SagaNode n => Saga(n, mayBeCancelled),
        LimitNode n => EndsOf(n.Body, mayBeCancelled) | Ends.Broken | Ends.Good,
        ShieldNode n => EndsOf(n.Body, mayBeCancelled: false),
        ChildNode { IsDetached: true } => Ends.Good | Cancelled(mayBeCancelled),
        ChildNode n => Child(n) | Cancelled(mayBeCancelled),
        _ => Ends.Good,
    };

    /// <summary>Steps without which the tree can't end well; the flag says whether it comes after all those before it.</summary>
    public static IEnumerable<(StepNode Step, bool IsInOrder)> SurelyRun(Node node, bool isInOrder = true) => node switch
    {
        StepNode n => [(n, isInOrder)],
        SequenceNode n => n.Children.SelectMany(child => SurelyRun(child, isInOrder)),
        SagaNode n => n.Children.SelectMany(child => SurelyRun(child, isInOrder)),
        ParallelNode n => n.Children.SelectMany(child => SurelyRun(child, isInOrder: false)),
        EachNode n => n.Children.SelectMany(child => SurelyRun(child, isInOrder: false)),
        LimitNode n => SurelyRun(n.Body, isInOrder),
        ShieldNode n => SurelyRun(n.Body, isInOrder),
        _ => [],
    };

    /// <summary>The result of a part whose result is certain; else null.</summary>
    public static string? ResultOf(Node node, IReadOnlyDictionary<string, string> steps) => node switch
    {
        StepNode n => steps.GetValueOrDefault($"s{n.Id}"),
        SleepNode => "slept",
        MarkNode => "marked",
        PatchNode => "patched",
        SequenceNode n => Join(n.Children, steps),
        SagaNode n => Join(n.Children, steps),
        ParallelNode n => Join(n.Children, steps),
        EachNode n => Join(n.Children, steps),
        LimitNode n => ResultOf(n.Body, steps),
        ShieldNode n => ResultOf(n.Body, steps),
        ChildNode { IsDetached: false } n => steps.GetValueOrDefault(ResultKey(n)),
        _ => null,
    };

    /// <summary>Whether a cancellation may not be its end.</summary>
    /// <remarks>
    /// Of branches one of which has failed and one is cancelled, the failure is what the code sees, and handles. A cancellation that finds the loser of a
    /// race beside what it doesn't cut (a shield, the closing of a hook) ends the loser, which nobody waits for.
    /// </remarks>
    public static bool HandlesCancellation(Node node) => Catches(node) || (NodeParts.All(node).Any(LeavesLosers) && NodeParts.All(node).Any(IsNotCut));

    private static bool Catches(Node node) => node is TryNode { Cancellation: true } or SagaNode
        || (node is TryNode { Body: var body } && NodeParts.All(body).Any(part => part is ParallelNode or EachNode))
        || (node is not ChildNode && Array.Exists(NodeParts.Of(node), Catches));

    private static bool LeavesLosers(Node node) => node is RaceNode or LimitNode;

    private static bool IsNotCut(Node node) => node is ShieldNode or HookNode { IsClosed: true };

    /// <summary>Under which the results of children stand among those of steps.</summary>
    public static string ResultKey(ChildNode n) => $"c{n.Id}";

    private static string? Join(Node[] children, IReadOnlyDictionary<string, string> steps)
    {
        var results = Array.ConvertAll(children, child => ResultOf(child, steps));
        return Array.TrueForAll(results, result => result is not null) ? $"({string.Join(',', results)})" : null;
    }

    /// <summary>Whatever its program, it may be cancelled or terminated by others, which its caller sees as a failure.</summary>
    private static Ends Child(ChildNode n) => Ends.Broken | (EndsOf(n.Generations[^1], mayBeCancelled: true) & Ends.Good);

    private static Ends Cancelled(bool may) => may ? Ends.Cancelled : Ends.None;

    private static Ends Sequence(Node[] children, bool mayBeCancelled)
    {
        var ends = Ends.Good;
        foreach (var child in children)
        {
            if (!ends.HasFlag(Ends.Good))
                break;
            ends = (ends & ~Ends.Good) | EndsOf(child, mayBeCancelled);
        }

        return ends;
    }

    private static Ends Saga(SagaNode n, bool mayBeCancelled)
    {
        var ends = Sequence(n.Children, mayBeCancelled);
        return n.IsBroken && ends.HasFlag(Ends.Good) ? (ends & ~Ends.Good) | Ends.Broken : ends;
    }

    /// <summary>Good only where all can be.</summary>
    private static Ends All(Node[] children, bool mayBeCancelled)
    {
        var each = Array.ConvertAll(children, child => EndsOf(child, mayBeCancelled));
        var any = each.Aggregate(Ends.None, (all, one) => all | one);
        return Array.TrueForAll(each, one => one.HasFlag(Ends.Good)) ? any | Ends.Good : any & ~Ends.Good;
    }

    private static Ends Try(TryNode n, bool mayBeCancelled)
    {
        var body = EndsOf(n.Body, mayBeCancelled);
        var handled = Ends.Broken | (n.Cancellation ? Ends.Cancelled : Ends.None);
        return (body & handled) == 0 ? body : (body & ~handled) | EndsOf(n.Handler, mayBeCancelled);
    }
}
