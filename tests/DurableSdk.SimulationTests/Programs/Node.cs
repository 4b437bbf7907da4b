using System.Text.Json.Serialization;

namespace DurableSdk.SimulationTests.Programs;

/// <summary>A part of a program: a tree that <see cref="ProgramWorkflow"/> walks. Never changed; a shorter program is another tree.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(StepNode), "step")]
[JsonDerivedType(typeof(SleepNode), "sleep")]
[JsonDerivedType(typeof(SignalNode), "signal")]
[JsonDerivedType(typeof(UntilNode), "until")]
[JsonDerivedType(typeof(SendNode), "send")]
[JsonDerivedType(typeof(MarkNode), "mark")]
[JsonDerivedType(typeof(DrawNode), "draw")]
[JsonDerivedType(typeof(PatchNode), "patch")]
[JsonDerivedType(typeof(ThrowNode), "throw")]
[JsonDerivedType(typeof(ContinueNode), "continue")]
[JsonDerivedType(typeof(SequenceNode), "sequence")]
[JsonDerivedType(typeof(ParallelNode), "parallel")]
[JsonDerivedType(typeof(RaceNode), "race")]
[JsonDerivedType(typeof(EachNode), "each")]
[JsonDerivedType(typeof(TryNode), "try")]
[JsonDerivedType(typeof(LimitNode), "limit")]
[JsonDerivedType(typeof(ShieldNode), "shield")]
[JsonDerivedType(typeof(ChildNode), "child")]
[JsonDerivedType(typeof(HookNode), "hook")]
[JsonDerivedType(typeof(SagaNode), "saga")]
internal abstract record Node
{
    /// <summary>Unique in its program.</summary>
    public required int Id { get; init; }
}

/// <summary>How a step behaves.</summary>
internal enum StepManner
{
    /// <summary>Three attempts, a second apart.</summary>
    Plain,

    /// <summary>Three attempts, two minutes apart.</summary>
    Patient,

    /// <summary>Undone when the run ends badly.</summary>
    Compensable,

    /// <summary>Two attempts of two seconds.</summary>
    Timed,

    /// <summary>As <see cref="Timed"/>, and deaf to its token.</summary>
    Stubborn,

    /// <summary>Kills its process at once, as long as the world isn't mended.</summary>
    Poison,

    /// <summary>Its rows are committed with its result.</summary>
    Transactional,
}

internal sealed record StepNode : Node
{
    public StepManner Manner { get; init; }

    /// <summary>How long an attempt takes (ms).</summary>
    public int Takes { get; init; }

    /// <summary>How many attempts fail.</summary>
    public int Fails { get; init; }

    /// <summary>How many attempts to undo it fail; three or more fail until the world is mended.</summary>
    public int UndoFails { get; init; }
}

internal sealed record SleepNode : Node
{
    /// <summary>How long (ms).</summary>
    public int Time { get; init; }
}

internal sealed record SignalNode : Node
{
    /// <summary>Which of the names that programs wait for.</summary>
    public int Name { get; init; }

    /// <summary>How long it is waited for (ms); null for ever.</summary>
    public int? Limit { get; init; }
}

internal sealed record UntilNode : Node
{
    /// <summary>How many pokes are waited for.</summary>
    public int Pokes { get; init; }

    /// <summary>How long (ms).</summary>
    public int Limit { get; init; }
}

internal sealed record SendNode : Node
{
    /// <summary>To which run of the scenario.</summary>
    public int To { get; init; }

    /// <summary>Which of the names; <see cref="Signals.Poke"/> is handled by a method.</summary>
    public int Name { get; init; }
}

internal sealed record MarkNode : Node;

internal sealed record DrawNode : Node;

internal sealed record PatchNode : Node;

internal sealed record ThrowNode : Node;

/// <summary>Ends the run and goes on with the next of the plan's trees, if there is one.</summary>
internal sealed record ContinueNode : Node;

internal sealed record SequenceNode : Node
{
    public required Node[] Children { get; init; }
}

internal sealed record ParallelNode : Node
{
    public required Node[] Children { get; init; }
}

internal sealed record RaceNode : Node
{
    public required Node[] Children { get; init; }
}

internal sealed record EachNode : Node
{
    public required Node[] Children { get; init; }

    public int AtATime { get; init; } = 1;
}

internal sealed record TryNode : Node
{
    public required Node Body { get; init; }

    public required Node Handler { get; init; }

    /// <summary>Whether a cancellation is handled too.</summary>
    public bool Cancellation { get; init; }
}

internal sealed record LimitNode : Node
{
    public required Node Body { get; init; }

    /// <summary>How long (ms).</summary>
    public int Time { get; init; }
}

internal sealed record ShieldNode : Node
{
    public required Node Body { get; init; }
}

/// <summary>Calls a workflow that walks other trees as a run, or a chain of runs, of its own.</summary>
internal sealed record ChildNode : Node
{
    /// <summary>A tree for each run of the child's chain.</summary>
    public required Node[] Generations { get; init; }

    /// <summary>Whether it outlives its caller, which doesn't wait for it.</summary>
    public bool IsDetached { get; init; }

    /// <summary>Whether it may only take so long.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Whether its caller, which doesn't wait for it, sends to it.</summary>
    public bool IsSentTo { get; init; }
}
