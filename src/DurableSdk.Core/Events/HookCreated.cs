namespace DurableSdk.Events;

/// <summary>The run made a hook, which takes deliveries since the same transaction. Or its token was taken.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="Name">What the code calls it.</param>
/// <param name="Token">The secret by which it is found; not part of <see cref="ToString"/>.</param>
/// <param name="Arguments">What was asked for, as a JSON array: name, expiry, number of deliveries.</param>
public sealed record HookCreated(string Id, string Source, string Name, string Token, ReadOnlyMemory<byte> Arguments) : OperationEvent(Id)
{
    /// <summary>What a delivery carries: the type's name.</summary>
    public string PayloadType { get; init; } = "";

    /// <summary>When it takes no more deliveries (UTC); null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Under which address deliveries were taken when it was made; null where none was configured.</summary>
    public string? Address { get; init; }

    /// <summary>Why there is no hook: the code of the error that the workflow's code got; null where there is one.</summary>
    public string? Code { get; init; }

    /// <summary>With <see cref="Code"/>: the error's message.</summary>
    public string? Report { get; init; }

    /// <summary>Without the token, so that none gets into a log file.</summary>
    public override string ToString() => $"{nameof(HookCreated)} {{ Id = {Id}, Name = {Name}, ExpiresAt = {ExpiresAt:O}, Code = {Code} }}";
}
