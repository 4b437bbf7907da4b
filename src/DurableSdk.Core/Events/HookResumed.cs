namespace DurableSdk.Events;

/// <summary>Something was delivered to a hook.</summary>
/// <param name="HookId">The operation that made the hook, in this run or in one that continued as it.</param>
/// <param name="Token">The hook's token; not part of <see cref="ToString"/>.</param>
/// <param name="Arguments">What it carries, as a JSON array of one.</param>
/// <param name="MessageId">The sender's id of it, by which a second delivery of the same was told from another one; or null.</param>
public sealed record HookResumed(string HookId, string Token, ReadOnlyMemory<byte> Arguments, string? MessageId) : RunEvent
{
    /// <summary>Without the token, so that none gets into a log file.</summary>
    public override string ToString() => $"{nameof(HookResumed)} {{ HookId = {HookId}, MessageId = {MessageId} }}";
}
