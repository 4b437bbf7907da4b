using DurableSdk.Events;

namespace DurableSdk;

/// <summary>
/// What a workflow sees of a child that was cancelled or terminated, or that failed by an exception of a type that no workflow of the program catches by name.
/// The types that are named in a <c>catch</c> arrive as themselves.
/// </summary>
public sealed class ChildWorkflowFailedException : DurableException
{
    internal ChildWorkflowFailedException(ChildFailed e)
        : base("DS1024", $"Child {e.RunId} ({e.Id}) {TextOf(e)}")
    {
        ChildRunId = e.RunId;
        OperationId = e.Id;
        Status = e.Status;
        Failure = e.Failure;
        Reason = e.Reason;
    }

    /// <summary>The child's id; of a chain of continued runs that of the first.</summary>
    public string ChildRunId { get; }

    /// <summary>The operation's id within the parent.</summary>
    public string OperationId { get; }

    /// <summary>How the child ended: <see cref="RunStatus.Failed"/>, <see cref="RunStatus.Canceled"/> or <see cref="RunStatus.Terminated"/>.</summary>
    public RunStatus Status { get; }

    /// <summary>What a failed child threw; else null.</summary>
    public Failure? Failure { get; }

    /// <summary>Why it was cancelled or terminated, where a reason was given; else null.</summary>
    public string? Reason { get; }

    private static string TextOf(ChildFailed e) => e.Status switch
    {
        RunStatus.Canceled => $"was cancelled{Because(e)}.",
        RunStatus.Terminated => $"was terminated{Because(e)}.",
        _ => $"failed: {e.Failure}",
    };

    private static string Because(ChildFailed e) => e.Reason is null ? "" : $": {e.Reason}";
}
