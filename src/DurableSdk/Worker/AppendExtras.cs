using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>What an append has besides its events. Nearly all are a step's outcome and have nothing, so it is made when something comes, and dropped with the append.</summary>
internal sealed class AppendExtras
{
    /// <summary>Positions of the messages that its events take out of the inbox.</summary>
    public List<long> Consumed { get; } = [];

    public List<OutgoingMessage> Messages { get; } = [];

    public List<NewHook> Hooks { get; } = [];

    /// <summary>The runs that it creates; written when it is proposed, for a codec may fail.</summary>
    public List<Func<NewRun>> Children { get; } = [];

    /// <summary>The run that goes on; written when it is proposed.</summary>
    public Func<NextRun>? Next { get; set; }
}
