namespace DurableSdk.Storage;

/// <summary>Which runs to purge, one slice at a time.</summary>
/// <param name="FinishedBefore">Only runs that finished before this time (UTC).</param>
/// <param name="KeepKeys">Whether a run that has an idempotency key leaves its row behind, without log and inbox.</param>
/// <param name="Now">The host's time (UTC).</param>
/// <param name="After">Where the last slice ended; 0 for the first.</param>
/// <param name="Limit">At most so many runs in this slice.</param>
public sealed record PurgeRequest(DateTimeOffset FinishedBefore, bool KeepKeys, DateTimeOffset Now, long After, int Limit);

/// <summary>What a slice of a purge did.</summary>
/// <param name="Purged">How many runs.</param>
/// <param name="Next">Where the next slice goes on; null when all runs have been looked at.</param>
public readonly record struct PurgeSlice(int Purged, long? Next);
