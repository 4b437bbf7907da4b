namespace DurableSdk.Events;

/// <summary>An entry about a step.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the call stood when it was made, such as <c>OrderWorkflow.cs:21</c>.</param>
/// <param name="Arguments">The arguments as a JSON array, or an object with their hash (<see cref="ArgumentRecording.Hash"/>), in the first entry of a step; else null.</param>
public abstract record StepEvent(string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments) : OperationEvent(Id)
{
    /// <summary>Whether a method undoes the step when the run ends badly (<see cref="StepAttribute.Compensate"/>).</summary>
    public bool IsCompensable { get; init; }
}
