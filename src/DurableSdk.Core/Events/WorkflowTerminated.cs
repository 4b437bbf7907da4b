namespace DurableSdk.Events;

/// <summary>Somebody ended the run at once; none of its code ran for it.</summary>
/// <param name="Reason">Why, or null.</param>
public sealed record WorkflowTerminated(string? Reason) : RunEvent;
