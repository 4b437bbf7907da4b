using DurableSdk.Storage;

namespace DurableSdk.Events;

/// <summary>What a parent is told of its child's end, as its own event and as the message that brings it.</summary>
internal static class ChildEnd
{
    /// <summary>The parent's event; null where nobody waits for the run.</summary>
    /// <param name="parent">The child's parent, if it has one.</param>
    /// <param name="firstRunId">The child; of a chain of continued runs the first, which is the one that the parent knows.</param>
    /// <param name="end">The child's last event.</param>
    public static ChildEnded? Of(ParentLink? parent, string firstRunId, RunEvent end) => parent?.OperationId is not { } id ? null : end switch
    {
        WorkflowCompleted e => new ChildCompleted(id, firstRunId, e.Result),
        WorkflowFailed e => new ChildFailed(id, firstRunId, RunStatus.Failed) { Failure = e.Failure },
        WorkflowCanceled e => new ChildFailed(id, firstRunId, RunStatus.Canceled) { Reason = e.Reason },
        WorkflowTerminated e => new ChildFailed(id, firstRunId, RunStatus.Terminated) { Reason = e.Reason },
        _ => throw new InvalidOperationException($"{end.GetType().Name} ends no run for its parent."),
    };

    public static ReadOnlyMemory<byte> Write(ChildEnded e) => EventBody.Write(e);

    public static RunEvent Read(ReadOnlyMemory<byte> body) =>
        EventBody.Read(EventFields.Read(body).Result is null ? EventKind.ChildFailed : EventKind.ChildCompleted, body);

    /// <summary>The message's id in the parent's inbox. No id of a client has the control character.</summary>
    public static string MessageId(string firstRunId) => $"{firstRunId}\u001fended";

    /// <summary>The id of the parent's request to its child to stop: the same whether the parent gives it up or ends.</summary>
    public static string CancelMessageId(string parentRunId) => $"{parentRunId}\u001fcancel";
}
