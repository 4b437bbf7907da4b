namespace DurableSdk.Storage;

/// <summary>A hook as who delivers to it needs it.</summary>
/// <param name="HookId">The operation that made it.</param>
/// <param name="RunId">The run that made it; of a chain of continued runs the last gets what is delivered.</param>
/// <param name="Workflow">That run's workflow.</param>
/// <param name="PayloadType">What a delivery carries: the type's name.</param>
/// <param name="ExpiresAt">When it takes no more deliveries (UTC); null for never.</param>
/// <param name="DeliveriesMax">How many deliveries it takes; null for any number.</param>
public sealed record HookRecord(string HookId, string RunId, WorkflowKey Workflow, string PayloadType, DateTimeOffset? ExpiresAt, int? DeliveriesMax);
