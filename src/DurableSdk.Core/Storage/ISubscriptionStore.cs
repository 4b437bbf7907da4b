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

    /// <summary>Completes when there may be an event above the position, of this process or another; at once where there is one.</summary>
    ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel);

    /// <summary>The subscription; made with the given position where there is none of the name. A purge leaves alone what it has not got yet.</summary>
    ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel);

    /// <summary>
    /// Records how far a subscriber has come. One that is there never goes back, except with <paramref name="force"/>; one that isn't is not made.
    /// </summary>
    /// <returns>Whether there is such a subscription.</returns>
    ValueTask<bool> MoveSubscriptionAsync(string name, long position, bool force, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Subscriptions that move in one transaction with rows of their own; null where the store can't do that.</summary>
    IProjectionTransactions? Projections => null;

    /// <summary>All subscriptions, by name.</summary>
    ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel);

    /// <summary>Forgets a subscription.</summary>
    /// <returns>Whether there was one.</returns>
    ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel);
}
