namespace DurableSdk;

/// <summary>How far a subscriber has come; see <c>DurableClient.SubscribeAsync</c>.</summary>
/// <param name="Name">The subscription's name.</param>
/// <param name="Position">The last event that it is done with; 0 for none.</param>
/// <param name="UpdatedAt">When that was recorded (UTC).</param>
public sealed record SubscriptionRecord(string Name, long Position, DateTimeOffset UpdatedAt);
