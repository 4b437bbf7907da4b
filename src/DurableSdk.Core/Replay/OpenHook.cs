namespace DurableSdk.Replay;

/// <summary>A hook that the log says was made, and who waits at it.</summary>
internal sealed class OpenHook(string id, string source, string name, string token, DateTimeOffset? expiresAt, string? address)
{
    private readonly Queue<HookWait> _waits = new();

    public string Id => id;

    public string Source => source;

    public string Name => name;

    public string Token => token;

    public DateTimeOffset? ExpiresAt => expiresAt;

    /// <summary>Where deliveries are taken; null where that wasn't configured.</summary>
    public string? Address => address;

    /// <summary>Its time; null where it never expires.</summary>
    public HookExpiryOperation? Expiry { get; set; }

    /// <summary>The code's wish to close it; null where there is none.</summary>
    public HookCloseOperation? Close { get; set; }

    public bool HasExpired { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>Whether it gets no more deliveries.</summary>
    public bool IsOver => HasExpired || IsClosed;

    public void AddWait(HookWait wait)
    {
        // Those that were given up leave here, so that a loop with a time limit doesn't pile them up.
        while (_waits.TryPeek(out var oldest) && oldest.IsDelivered)
            _waits.Dequeue();
        _waits.Enqueue(wait);
    }

    /// <summary>The wait that has waited longest, or null.</summary>
    public HookWait? TakeWait()
    {
        while (_waits.TryDequeue(out var wait))
        {
            if (!wait.IsDelivered)
                return wait;
        }

        return null;
    }

    /// <summary>What who waits is told when nothing comes any more.</summary>
    public Exception End() => HasExpired
        ? new TimeoutException($"Hook {name} ({id}, {source}) has expired.")
        : new ObjectDisposedException(name, $"Hook {name} ({id}, {source}) is closed.");
}
