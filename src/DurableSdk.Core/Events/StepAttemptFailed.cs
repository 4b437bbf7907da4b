namespace DurableSdk.Events;

/// <summary>An attempt failed; another follows.</summary>
/// <param name="Id">The step's id.</param>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Arguments">The arguments, in the first entry of a step; else null.</param>
/// <param name="Failure">What it threw.</param>
/// <param name="RetryAt">When the next attempt is due (UTC).</param>
public sealed record StepAttemptFailed(
    string Id, int Attempt, string Source, ReadOnlyMemory<byte>? Arguments, Failure Failure, DateTimeOffset RetryAt)
    : StepEvent(Id, Attempt, Source, Arguments)
{
    /// <summary>Whether the attempt may have had its effect all the same: nobody waited for its outcome, or its process died.</summary>
    public bool IsUnknown { get; init; }
}
