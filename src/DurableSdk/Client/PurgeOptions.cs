namespace DurableSdk;

/// <summary>How finished runs are purged.</summary>
public sealed record PurgeOptions
{
    /// <summary>
    /// Whether a run that has an idempotency key leaves its row in the list of runs, so that a later start with the key still finds it instead of doing the work
    /// again. Its log, and with it its result, is gone. False also lets go of the rows that earlier purges kept. Default: true.
    /// </summary>
    public bool KeepIdempotencyKeys { get; init; } = true;

    /// <summary>How many runs one transaction deletes, 1 to 10,000. More is faster, and makes other writers wait longer. Default: 100.</summary>
    public int BatchSize { get; init; } = 100;
}
