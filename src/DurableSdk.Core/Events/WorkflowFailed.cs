namespace DurableSdk.Events;

/// <summary>The run ended by an exception.</summary>
/// <param name="Failure">What was thrown.</param>
public sealed record WorkflowFailed(Failure Failure) : RunEvent;
