using DurableSdk.Replay;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>Draws a program: a tree of all that a workflow can do.</summary>
internal sealed class ProgramGenerator(RunRandom random, int runs)
{
    private const int DepthMax = 4;
    private const int StartsUntil = 20_000;

    private int _lastId;

    /// <summary>How many nodes the tree may still have.</summary>
    private int _left;

    public RunPlan Draw()
    {
        var generations = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        return new RunPlan
        {
            Generations = [.. Enumerable.Range(0, generations).Select(i => Root(isLast: i == generations - 1))],
            StartsAt = random.Next(3) == 0 ? random.Next(StartsUntil) : 0,
            IsLimited = random.Next(10) == 0,
            IsStartedByHost = random.Next(2) == 0,
        };
    }

    private SequenceNode Root(bool isLast)
    {
        _left = random.Next(4, 18);
        var children = new List<Node>();
        while (_left > 0)
            children.Add(Draw(1, isShielded: false));
        if (!isLast)
            children.Add(new ContinueNode { Id = ++_lastId });
        else if (random.Next(4) == 0)
            children.Add(new ThrowNode { Id = ++_lastId });
        return new SequenceNode { Id = ++_lastId, Children = [.. children] };
    }

    /// <param name="depth">How deep it lies.</param>
    /// <param name="isShielded">Whether no cancellation comes there, so that a wait must end by itself.</param>
    private Node Draw(int depth, bool isShielded)
    {
        _left--;
        var id = ++_lastId;
        return random.Next(depth < DepthMax ? 36 : 20) switch
        {
            < 7 => Step(id),
            < 9 => new SleepNode { Id = id, Time = Time() },
            < 11 => new SignalNode { Id = id, Name = random.Next(2), Limit = isShielded || random.Next(3) > 0 ? Time() : null },
            11 => new UntilNode { Id = id, Pokes = random.Next(1, 3), Limit = Time() },
            < 14 => new SendNode { Id = id, To = random.Next(runs + (random.Next(8) == 0 ? 1 : 0)), Name = random.Next(3) },
            14 => new MarkNode { Id = id },
            15 => new DrawNode { Id = id },
            16 => new PatchNode { Id = id },
            17 => random.Next(6) == 0 ? new ThrowNode { Id = id } : Step(id),
            18 or 19 => Hook(id, isShielded),
            < 22 => new SequenceNode { Id = id, Children = Children(depth, isShielded) },
            < 25 => new ParallelNode { Id = id, Children = Children(depth, isShielded) },
            < 27 => new RaceNode { Id = id, Children = Children(depth, isShielded) },
            27 => new EachNode { Id = id, Children = Children(depth, isShielded), AtATime = random.Next(1, 3) },
            28 or 29 => Try(id, depth, isShielded),
            30 => new LimitNode { Id = id, Body = random.Next(2) == 0 ? Step(++_lastId) : Draw(depth + 1, isShielded), Time = Time() },
            31 => new ShieldNode { Id = id, Body = Draw(depth + 1, isShielded: true) },
            32 => new SagaNode { Id = id, Children = Children(depth, isShielded), IsBroken = random.Next(2) == 0 },
            _ => Child(id, depth),
        };
    }

    private TryNode Try(int id, int depth, bool isShielded)
    {
        var handlesCancellation = random.Next(2) == 0;
        return new TryNode
        {
            Id = id,
            Body = Draw(depth + 1, isShielded),
            Handler = Draw(depth + 1, isShielded || handlesCancellation),
            Cancellation = handlesCancellation,
        };
    }

    /// <summary>No shield of its caller's keeps a cancellation from it.</summary>
    private ChildNode Child(int id, int depth)
    {
        var generations = random.Next(5) == 0 ? 2 : 1;
        return new ChildNode { Id = id, Generations = [.. Enumerable.Range(1, generations).Select(i => Generation(i < generations))], IsDetached = random.Next(4) == 0, IsLimited = random.Next(6) == 0, IsSentTo = random.Next(2) == 0 };

        SequenceNode Generation(bool goesOn) => new()
        {
            Id = ++_lastId,
            Children = [.. Children(depth, isShielded: false), .. goesOn ? new Node[] { new ContinueNode { Id = ++_lastId } } : []],
        };
    }

    private HookNode Hook(int id, bool isShielded) => new()
    {
        Id = id,
        Answers = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Time())],
        Takes = random.Next(3),
        Expires = isShielded || random.Next(2) == 0 ? Time() + 1 : null,
        Max = random.Next(4) == 0 ? random.Next(1, 3) : null,
        Token = random.Next(5) == 0 ? random.Next(2) : null,
        IsClosed = random.Next(2) == 0,
    };

    private Node[] Children(int depth, bool isShielded) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Draw(depth + 1, isShielded))];

    private StepNode Step(int id)
    {
        var step = new StepNode
        {
            Id = id,
            Manner = random.Next(14) switch
            {
                < 5 => StepManner.Plain,
                5 => StepManner.Patient,
                < 11 => StepManner.Compensable,
                11 => StepManner.Timed,
                12 => random.Next(2) == 0 ? StepManner.Stubborn : StepManner.Transactional,
                _ => random.Next(8) == 0 ? StepManner.Poison : StepManner.Plain,
            },
            Takes = random.Next(4) switch { 0 => 0, 1 => random.Next(20), 2 => random.Next(2_000), _ => random.Next(12_000) },
            Fails = random.Next(12) switch { 0 => 3, < 4 => random.Next(1, 3), _ => 0 },
        };
        return step.Manner == StepManner.Compensable && random.Next(4) == 0 ? step with { UndoFails = random.Next(1, 4) } : step;
    }

    private int Time() => random.Next(5) switch { 0 => 0, 1 => random.Next(100), 4 => random.Next(120_000), _ => random.Next(20_000) };
}
