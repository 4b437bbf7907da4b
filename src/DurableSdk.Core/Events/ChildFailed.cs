namespace DurableSdk.Events;

/// <summary>A child ended without a result.</summary>
/// <param name="Id">The operation that started it.</param>
/// <param name="RunId">The child; of a chain of continued runs the first.</param>
/// <param name="Status">How it ended: failed, cancelled or terminated.</param>
public sealed record ChildFailed(string Id, string RunId, RunStatus Status) : ChildEnded(Id, RunId)
{
    /// <summary>What a failed child threw; else null.</summary>
    public Failure? Failure { get; init; }

    /// <summary>Why it was cancelled or terminated, where a reason was given; else null.</summary>
    public string? Reason { get; init; }
}
