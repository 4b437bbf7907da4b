namespace DurableSdk.SimulationTests.Bugs;

/// <summary>A mistake made on purpose between the engine and its store, to see that the simulator finds it.</summary>
internal abstract class PlantedBug
{
    /// <summary>All as it should be.</summary>
    public static PlantedBug None { get; } = new NoBug();

    /// <summary>What the mistake is.</summary>
    public abstract string Description { get; }

    /// <summary>Which rules may be the first that it is seen to break: its own, or what follows from it where the run is held.</summary>
    public abstract string[] Rules { get; }

    /// <summary>How the engine sees the store.</summary>
    public virtual IEventStore Store(IEventStore inner, Simulation world) => inner;

    /// <summary>How the engine sees its ownership.</summary>
    public virtual IRunOwner Owner(IRunOwner inner, Simulation world) => inner;

    /// <summary>What the engine makes of what its ownership tells it: the faults lie behind it, and so does whoever notes what was acknowledged.</summary>
    public virtual IRunOwner Hearing(IRunOwner inner, Simulation world) => inner;

    private sealed class NoBug : PlantedBug
    {
        public override string Description => "none";

        public override string[] Rules => [];
    }
}
