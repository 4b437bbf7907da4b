namespace DurableSdk;

/// <summary>How a run is forked.</summary>
public sealed record ForkOptions
{
    /// <summary>The new run's id, at most 200 characters. Default: a new id that sorts by time.</summary>
    public string? RunId { get; init; }

    /// <summary>The new run's idempotency key, at most 200 characters. Default: none; that of the run it comes from stays there.</summary>
    public string? IdempotencyKey { get; init; }
}
