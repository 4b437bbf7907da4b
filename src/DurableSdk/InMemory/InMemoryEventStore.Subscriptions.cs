namespace DurableSdk.Storage;

public sealed partial class InMemoryEventStore
{
    /// <inheritdoc/>
    public ValueTask<long> GetLastPositionAsync(CancellationToken cancel) => new(Locked(all => all.LastPosition, cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel) =>
        new(Locked(all => all.Read(afterPosition, limit), cancel));

    /// <inheritdoc/>
    public async ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel) =>
        await UntilClosedAsync(Locked(all => all.WaitBeyond(afterPosition), cancel), cancel);

    /// <inheritdoc/>
    public ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel) =>
        new(Locked(all => all.Open(name, position, now), cancel));

    /// <inheritdoc/>
    public ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel) =>
        new(Locked(all => all.Move(name, position, from, now), cancel));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel) =>
        new(Locked<IReadOnlyList<SubscriptionRecord>>(all => [.. all.All], cancel));

    /// <inheritdoc/>
    public ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel) => new(Locked(all => all.Delete(name), cancel));

    private TResult Locked<TResult>(Func<InMemorySubscriptions, TResult> what, CancellationToken cancel)
    {
        Check(cancel);
        lock (_database.Gate)
            return what(_database.Subscriptions);
    }
}
