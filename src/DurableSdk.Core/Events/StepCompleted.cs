namespace DurableSdk.Events;

/// <summary>A step ended with a result.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Arguments">The arguments, in the first entry of a step; else null.</param>
/// <param name="Result">The result as JSON.</param>
public sealed record StepCompleted(
    string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments, ReadOnlyMemory<byte> Result)
    : StepEvent(Id, Attempt, Source, Arguments)
{
    /// <summary>The id of the step that the workflow undid by this call, or null.</summary>
    public string? Compensates { get; init; }
}
