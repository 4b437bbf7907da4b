namespace DurableSdk.Events;

/// <summary>A step failed for good.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Arguments">The arguments, in the first entry of a step; else null.</param>
/// <param name="Failure">What the last attempt threw.</param>
public sealed record StepFailed(
    string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments, Failure Failure)
    : StepEvent(Id, Attempt, Source, Arguments)
{
    /// <summary>Whether the attempt may have had its effect all the same: nobody waited for its outcome, or its process died.</summary>
    public bool IsUnknown { get; init; }
}
