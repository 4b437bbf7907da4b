namespace DurableSdk.Replay;

/// <summary>A sleep as the driver needs it.</summary>
/// <param name="Id">The timer's id.</param>
/// <param name="Source">Where the call stands.</param>
/// <param name="Arguments">What was asked for, as JSON.</param>
/// <param name="Duration">How long from now; null where a point in time was asked for.</param>
/// <param name="Until">Until when; null where a duration was asked for.</param>
internal sealed record TimerCall(string Id, string Source, ReadOnlyMemory<byte> Arguments, TimeSpan? Duration, DateTimeOffset? Until)
{
    /// <summary>When it is due if it begins now; the end of time for what lies beyond.</summary>
    public DateTimeOffset DueAt(DateTimeOffset now) =>
        Until?.ToUniversalTime() ?? (Duration > DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : Duration <= TimeSpan.Zero ? now : now + Duration!.Value);
}
