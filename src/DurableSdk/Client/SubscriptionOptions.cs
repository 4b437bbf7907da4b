using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>How a subscription begins and reads.</summary>
public sealed record SubscriptionOptions
{
    private const int BatchMax = 10_000;

    /// <summary>The position after which a new subscription begins; one that is there goes on from its own. Default: 0, the first event that the store still has.</summary>
    public long From { get; init; }

    /// <summary>A new subscription begins with what is recorded from now on; <see cref="From"/> is ignored. Default: false.</summary>
    public bool FromNow { get; init; }

    /// <summary>
    /// How many events are read at once, 1 to 10,000. After so many the position is recorded, so after a crash at most so many come again. Default: 100.
    /// </summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The position behind which a new subscription begins.</summary>
    internal async ValueTask<long> BeginAsync(ISubscriptionStore store, CancellationToken cancel) => FromNow ? await store.GetLastPositionAsync(cancel) : From;

    internal void ThrowIfMalformed()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(From, nameof(From));
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1, nameof(BatchSize));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BatchSize, BatchMax, nameof(BatchSize));
    }
}
