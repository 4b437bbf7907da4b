namespace DurableSdk.SimulationTests.Programs;

internal enum DeedKind
{
    Signal,
    Cancel,
    Pause,
    Resume,
    Terminate,

    /// <summary>Kills all processes.</summary>
    Kill,

    /// <summary>Stops all processes gracefully.</summary>
    Stop,

    /// <summary>Kills all processes, and what wasn't flushed is lost.</summary>
    PowerCut,

    /// <summary>A process starts that takes the runs over from one that lives.</summary>
    TakeOver,

    /// <summary>The clock jumps by <see cref="Deed.Amount"/> seconds.</summary>
    Jump,

    /// <summary>Asks the run for an update that takes <see cref="Deed.Amount"/> ms; one below zero is refused.</summary>
    Update,

    /// <summary>Forks the run after so many of a hundred of its events.</summary>
    Fork,

    /// <summary>Purges what ended more than <see cref="Deed.Amount"/> seconds ago.</summary>
    Purge,

    /// <summary>Lists what there is, and waits for the run's end.</summary>
    Look,
}

/// <summary>Something that happens from outside at a time.</summary>
internal sealed record Deed
{
    /// <summary>When (ms after the beginning).</summary>
    public int At { get; init; }

    public DeedKind Kind { get; init; }

    /// <summary>To which run of the scenario.</summary>
    public int Run { get; init; }

    /// <summary>Whether it is meant for the youngest child of that run, if it has one.</summary>
    public bool ToChild { get; init; }

    /// <summary>Of a signal its name, of a jump how far (s), of a take-over how long the other doesn't notice (ms).</summary>
    public int Amount { get; init; }
}
