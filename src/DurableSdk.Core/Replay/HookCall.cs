namespace DurableSdk.Replay;

/// <summary>A hook as the driver needs it.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stands.</param>
/// <param name="Name">What the code calls it.</param>
/// <param name="Arguments">What was asked for, as a JSON array.</param>
/// <param name="ExpiresAfter">How long it takes deliveries; null for ever.</param>
/// <param name="Token">The token that the code gives; null where the driver draws one.</param>
/// <param name="DeliveriesMax">How many deliveries it takes; null for any number.</param>
/// <param name="PayloadType">What a delivery carries: the type's name.</param>
internal sealed record HookCall(
    string Id, string Source, string Name, ReadOnlyMemory<byte> Arguments, TimeSpan? ExpiresAfter, string? Token, int? DeliveriesMax, string PayloadType)
{
    /// <summary>When it expires if it is made now; the end of time for what lies beyond; null for never.</summary>
    public DateTimeOffset? ExpiresAt(DateTimeOffset now) =>
        ExpiresAfter is not { } after ? null : after > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + after;
}
