namespace DurableSdk.Events;

/// <summary>Somebody ended the run at once; none of its code ran for it.</summary>
/// <param name="Reason">Why, or null.</param>
public sealed record WorkflowTerminated(string? Reason) : RunEvent
{
    /// <summary>The ids of steps that have a compensation and weren't undone, in the order of the log; also of those whose outcome nobody knows.</summary>
    public IReadOnlyList<string> Uncompensated { get; init; } = [];
}
