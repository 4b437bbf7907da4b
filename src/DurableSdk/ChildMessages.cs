using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>What a run and its child tell each other. Either may have ended: then there is nobody to tell.</summary>
internal static class ChildMessages
{
    /// <summary>The end of a child, for its parent.</summary>
    /// <exception cref="DurableException">DS2012: the result or the failure can't be encoded.</exception>
    public static OutgoingMessage Ended(EventCodec events, ParentLink parent, ChildEnded told, DateTimeOffset now) =>
        new(parent.RunId, new InboxMessage(InboxKind.ChildEnded, events.EncodeMessage(ChildEnd.Write(told)), now, ChildEnd.MessageId(told.RunId)));

    /// <summary>The request to stop, for a child.</summary>
    /// <param name="parentId">The parent.</param>
    /// <param name="childId">The child; the last of its chain gets it.</param>
    /// <param name="why">What has become of the parent.</param>
    /// <param name="now">When (UTC).</param>
    public static OutgoingMessage Cancel(string parentId, string childId, string why, DateTimeOffset now) =>
        new(childId, new InboxMessage(InboxKind.Cancel, InboxBody.Write($"Its parent {parentId} {why}."), now, ChildEnd.CancelMessageId(parentId)));
}
