using System.Runtime.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk;

public sealed partial class DurableClient
{
    /// <summary>
    /// Every event of all runs, in the order of their commits, without end: what is there already, then what comes, of this process or another. The subscription's name has a position
    /// in the store. An event counts as done when the loop asks for the next one; after a crash, a <c>break</c> or an exception the stream goes on behind the last one that is
    /// recorded as done, so every event comes at least once.
    /// </summary>
    /// <remarks>
    /// Two loops on one name both get everything, and the faster one moves the position. A purge leaves alone what a subscription hasn't got yet: delete one that nobody reads any more.
    /// </remarks>
    /// <param name="name">The subscription's name, at most 200 characters; made where there is none.</param>
    /// <param name="options">Where a new one begins, and how it reads.</param>
    /// <param name="cancel">Ends the stream with an <see cref="OperationCanceledException"/>; what is done is recorded.</param>
    /// <exception cref="DurableException">DS4008: the name is empty, too long or no plain text; DS1006: a newer version of DurableSdk wrote an event; DS2010, DS2011, DS2013: a payload can't be
    /// decoded. The subscription stands before it then. An event that is damaged comes as a <see cref="DamagedEvent"/>, and the stream goes on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The batch size or the position is out of its range.</exception>
    public async IAsyncEnumerable<SubscribedEvent> SubscribeAsync(
        string name, SubscriptionOptions? options = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        options ??= new SubscriptionOptions();
        ArgumentNullException.ThrowIfNull(name);
        CheckText("The subscription's name", name);
        options.ThrowIfMalformed();
        var store = await _runtime.OpenStoreAsync(cancel);
        var from = await options.BeginAsync(store, cancel);
        var recorded = (await store.OpenSubscriptionAsync(name, from, _runtime.UtcNow, cancel)).Position;
        var done = recorded;
        var isWoken = false;
        try
        {
            while (true)
            {
                foreach (var e in await store.ReadAllAsync(done, options.BatchSize, cancel))
                {
                    cancel.ThrowIfCancellationRequested();
                    var subscribed = SubscribedEvent.Of(e, _runtime.Events);
                    if (subscribed.Entry.Event is DamagedEvent damaged)
                        LogDamagedEvent(e.Position, damaged.Report);
                    yield return subscribed;
                    done = e.Position;
                }

                if (done == recorded && !isWoken)
                {
                    await store.WaitForMoreAsync(done, cancel);
                    isWoken = true;
                    continue;
                }

                // Woken for nothing, or recording what is done, it finds out whether somebody has moved it back.
                var stands = done == recorded
                    ? (await store.ListSubscriptionsAsync(cancel)).FirstOrDefault(subscription => subscription.Name == name)?.Position
                    : await store.MoveSubscriptionAsync(name, done, recorded, _runtime.UtcNow, cancel);
                recorded = done = Math.Min(done, stands ?? done);
                isWoken = false;
            }
        }
        finally
        {
            if (done != recorded)
                await store.MoveSubscriptionAsync(name, done, recorded, _runtime.UtcNow, CancellationToken.None);
        }
    }

    /// <summary>The subscriptions and how far each has come, by name.</summary>
    public async Task<IReadOnlyList<SubscriptionRecord>> ListSubscriptionsAsync(CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.ListSubscriptionsAsync(cancel);
    }

    /// <summary>The position of the newest event of all runs; 0 where there is none.</summary>
    public async Task<long> GetLastPositionAsync(CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        return await store.GetLastPositionAsync(cancel);
    }

    /// <summary>Puts a subscription behind a position, also back: for a projection that is built anew (0), or to pass over an event that can't be read. A loop that waits for more goes on from there, where it is moved back; one that works on a batch does when it has recorded that, where it is moved before the batch.</summary>
    /// <exception cref="DurableException">DS4022: there is no such subscription.</exception>
    public async Task MoveSubscriptionAsync(string name, long position, CancellationToken cancel = default)
    {
        await Leave();
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        var store = await _runtime.OpenStoreAsync(cancel);
        if (await store.MoveSubscriptionAsync(name, position, from: null, _runtime.UtcNow, cancel) is null)
            throw ClientErrors.NoSubscription(name, await store.ListSubscriptionsAsync(cancel));
    }

    /// <summary>Forgets a subscription, so that purges needn't wait for it. A loop that still reads it goes on to its end and records nothing.</summary>
    /// <exception cref="DurableException">DS4022: there is no such subscription.</exception>
    public async Task DeleteSubscriptionAsync(string name, CancellationToken cancel = default)
    {
        await Leave();
        var store = await _runtime.OpenStoreAsync(cancel);
        if (!await store.DeleteSubscriptionAsync(name, cancel))
            throw ClientErrors.NoSubscription(name, await store.ListSubscriptionsAsync(cancel));
    }

    [LoggerMessage(61, LogLevel.Error, "A subscription got the event at position {Position} as damaged. {Report}")]
    private partial void LogDamagedEvent(long position, string report);
}
