namespace DurableSdk.Events;

/// <summary>An attempt still ran some milliseconds after it was handed out.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Arguments">The arguments, in the first entry of a step; else null.</param>
public sealed record StepStarted(
    string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments)
    : StepEvent(Id, Attempt, Source, Arguments);
