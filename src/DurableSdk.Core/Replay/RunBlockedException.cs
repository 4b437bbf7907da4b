namespace DurableSdk.Replay;

/// <summary>Tells the engine's own reasons why a step can't be executed or recorded from what the step's code throws.</summary>
internal sealed class RunBlockedException(DurableException error) : Exception(error.Message, error)
{
    public DurableException Error { get; } = error;
}
