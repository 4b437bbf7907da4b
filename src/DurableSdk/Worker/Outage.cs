namespace DurableSdk.Worker;

/// <summary>Something that fails again and again: says when that is to be told of, so that a log shows it and isn't filled by it.</summary>
internal sealed class Outage(TimeProvider time)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromHours(1);

    private long? _begun;
    private long _told;
    private TimeSpan _interval;

    /// <summary>For how long it has failed.</summary>
    public TimeSpan Lasts => _begun is { } begun ? time.GetElapsedTime(begun) : TimeSpan.Zero;

    /// <summary>It failed, or failed once more.</summary>
    /// <returns>Whether that is to be told: when it begins, and then at intervals that grow.</returns>
    public bool Failed()
    {
        if (_begun is not null && time.GetElapsedTime(_told) < _interval)
            return false;
        _told = time.GetTimestamp();
        _interval = _begun is null ? FirstInterval : _interval * 2 < LongestInterval ? _interval * 2 : LongestInterval;
        _begun ??= _told;
        return true;
    }

    /// <summary>It works.</summary>
    /// <returns>For how long it had failed; null where it hadn't.</returns>
    public TimeSpan? Worked()
    {
        TimeSpan? lasted = _begun is null ? null : Lasts;
        _begun = null;
        return lasted;
    }
}
