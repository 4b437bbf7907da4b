namespace DurableSdk.Sqlite.Database;

/// <summary>Times as the file keeps them: microseconds since 1970 (UTC).</summary>
internal static class Micros
{
    /// <summary>Stored as a wake-up time: at once.</summary>
    public const long AtOnce = 0;

    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Whether a number in the file can be a time at all.</summary>
    public static bool IsTime(long micros) => micros >= From(DateTimeOffset.MinValue) && micros <= From(DateTimeOffset.MaxValue);

    public static DateTimeOffset ToTime(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);

    /// <summary>A wake-up time, never mistaken for <see cref="AtOnce"/>.</summary>
    public static long? FromWakeAt(DateTimeOffset? time) => time is { } at ? Math.Max(AtOnce + 1, From(at)) : null;

    /// <summary>A wake-up time for people: at once is no time.</summary>
    public static DateTimeOffset? ToWakeAt(long? micros) => micros is null or AtOnce ? null : ToTime(micros.Value);
}
