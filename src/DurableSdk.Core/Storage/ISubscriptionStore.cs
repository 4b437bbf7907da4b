namespace DurableSdk.Storage;

/// <summary>The events of all runs in one order, and how far each subscriber has come in it. Thread-safe.</summary>
public interface ISubscriptionStore
{
    /// <summary>The highest position that an event has ever had; 0 where there is none.</summary>
    ValueTask<long> GetLastPositionAsync(CancellationToken cancel);

    /// <summary>
    /// Events above a position, in order, at most <paramref name="limit"/>. What is given is final: no event appears later at a position below one that was given.
    /// </summary>
    ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel);

    /// <summary>Completes when there may be an event above the position, of this process or another, or a subscription was moved anywhere; at once where there is such an event.</summary>
    ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel);

    /// <summary>The subscription; made with the given position where there is none of the name. A purge leaves alone what it has not got yet.</summary>
    ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Records how far a subscriber has come. A subscription that isn't there is not made.</summary>
    /// <param name="name">The subscription.</param>
    /// <param name="position">The last event that is done.</param>
    /// <param name="from">Where the subscriber has left it. It is moved on from there, or from farther on: where it stands before, somebody has moved it back, and it stays so. Null: it is moved
    /// anywhere.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="cancel">Gives up waiting.</param>
    /// <returns>Where it stands now; null where there is none.</returns>
    ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Subscriptions that move in one transaction with rows of their own; null where the store can't do that.</summary>
    IProjectionTransactions? Projections => null;

    /// <summary>All subscriptions, by name.</summary>
    ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel);

    /// <summary>Forgets a subscription.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel);
}
