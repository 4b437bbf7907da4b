namespace DurableSdk.SimulationTests.Programs;

/// <summary>Makes a hook, whose token goes outside, and waits for deliveries.</summary>
internal sealed record HookNode : Node
{
    /// <summary>When somebody outside delivers (ms after the code has the token).</summary>
    public int[] Answers { get; init; } = [];

    /// <summary>How many deliveries the code waits for.</summary>
    public int Takes { get; init; }

    /// <summary>How long the hook takes deliveries (ms); null for ever.</summary>
    public int? Expires { get; init; }

    /// <summary>How many deliveries the hook takes; null for any number.</summary>
    public int? Max { get; init; }

    /// <summary>Which of the tokens that programs choose; null for one that is drawn.</summary>
    public int? Token { get; init; }

    /// <summary>Whether the code closes it, rather than the end of its run.</summary>
    public bool IsClosed { get; init; }
}
