namespace DurableSdk.Storage;

/// <summary>A hook that an append makes. Of its token a store gets the hash only.</summary>
/// <param name="HookId">The operation that makes it.</param>
/// <param name="TokenHash">The hash of its token; no two open hooks have the same.</param>
/// <param name="PayloadType">What a delivery carries: the type's name.</param>
/// <param name="ExpiresAt">When it takes no more deliveries (UTC); null for never.</param>
/// <param name="DeliveriesMax">How many deliveries it takes; null for any number.</param>
public sealed record NewHook(string HookId, string TokenHash, string PayloadType, DateTimeOffset? ExpiresAt, int? DeliveriesMax);
