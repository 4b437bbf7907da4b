namespace DurableSdk.Events;

/// <summary>A step could not be undone. The run is blocked once the other compensations have run; when it is resumed, this one is tried again.</summary>
/// <param name="Id">The step's id and <c>/compensate</c>.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the step's call stood.</param>
/// <param name="Arguments">The compensating method's arguments, in the first entry of a compensation; else null.</param>
/// <param name="Failure">What the last attempt threw.</param>
public sealed record CompensationFailed(string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments, Failure Failure)
    : StepEvent(Id, Attempt, Source, Arguments);
