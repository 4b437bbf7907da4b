namespace DurableSdk.Events;

/// <summary>The run ended because it was cancelled.</summary>
/// <param name="Reason">The reason given with the request, or null.</param>
public sealed record WorkflowCanceled(string? Reason) : RunEvent;
