namespace DurableSdk.Testing.Scheduling;

/// <summary>The time of a loop as a process sees it; a killed process's timers never come.</summary>
internal sealed class LoopTimeProvider(LoopClock clock, LoopScheduler process) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => clock.Now;

    public override long GetTimestamp() => clock.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new LoopTimer(clock, process, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
