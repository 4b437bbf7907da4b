using System.Data.Common;
using DurableSdk.Sqlite.Writing;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite;

/// <summary>
/// Positions are given by one writer at a time, inside its transaction, so they become visible in their order: whatever a reader sees is final below the highest
/// that it sees.
/// </summary>
internal sealed partial class SqliteEventStore : IProjectionTransactions
{
    private readonly WorkSignal _events = new();

    public ValueTask<long> GetLastPositionAsync(CancellationToken cancel) => Reader.GetLastPositionAsync(cancel);

    public ValueTask<IReadOnlyList<PositionedEvent>> ReadAllAsync(long afterPosition, int limit, CancellationToken cancel) =>
        Reader.ReadAllAsync(afterPosition, limit, cancel);

    public async ValueTask WaitForEventsAsync(long afterPosition, CancellationToken cancel)
    {
        // First the mark, then the look: a commit between the two ends the wait.
        var seen = _events.Version;
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (await Reader.GetLastPositionAsync(cancel) > afterPosition)
            return;
        Poller.Need();
        try
        {
            await _events.WaitBeyondAsync(seen, cancel);
        }
        finally
        {
            Poller.NeedNoMore();
        }

        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
    }

    public async ValueTask<SubscriptionRecord> OpenSubscriptionAsync(string name, long position, DateTimeOffset now, CancellationToken cancel) =>
        await RunAsync(new OpenSubscription(name, position, now) { Cancel = cancel });

    public async ValueTask<long?> MoveSubscriptionAsync(string name, long position, long? from, DateTimeOffset now, CancellationToken cancel) =>
        await RunAsync(new MoveSubscription(name, position, from, now, _events) { Cancel = cancel });

    public IProjectionTransactions Projections => this;

    public async ValueTask<SubscriptionRecord?> MoveInTransactionAsync(
        string name, long position, Func<DbTransaction, CancellationToken, Task<long>> work, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(work);
        return await Writer.RunAsync(new LendToProjection(name, position, this, Writer, work, now) { Cancel = cancel });
    }

    public ValueTask<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel) => Reader.ListSubscriptionsAsync(cancel);

    public async ValueTask<bool> DeleteSubscriptionAsync(string name, CancellationToken cancel) =>
        await RunAsync(new DeleteSubscription(name) { Cancel = cancel });
}
