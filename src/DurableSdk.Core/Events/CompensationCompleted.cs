namespace DurableSdk.Events;

/// <summary>A step was undone. Attempts that failed before are recorded as those of any step.</summary>
/// <param name="Id">The step's id and <c>/compensate</c>.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the step's call stood.</param>
/// <param name="Arguments">The compensating method's arguments, in the first entry of a compensation; else null.</param>
public sealed record CompensationCompleted(string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments)
    : StepEvent(Id, Attempt, Source, Arguments);
