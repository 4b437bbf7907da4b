namespace DurableSdk.Events;

/// <summary>The run ended with a result.</summary>
/// <param name="Result">The result as JSON.</param>
public sealed record WorkflowCompleted(ReadOnlyMemory<byte> Result) : RunEvent;
