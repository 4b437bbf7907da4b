namespace Gallery.Frame;

/// <summary>The time by which the engine's waits end. In a process that is to be killed during one it can go slower, so that no wait ends before the kill, however busy the machine.</summary>
internal sealed class StageClock : TimeProvider
{
    private const int Slower = 30;

    private (DateTimeOffset At, long Timestamp)? _slowSince;

    public override DateTimeOffset GetUtcNow() => _slowSince is { At: var at } ? at + ((System.GetUtcNow() - at) / Slower) : System.GetUtcNow();

    public override long GetTimestamp() => _slowSince is { Timestamp: var at } ? at + ((System.GetTimestamp() - at) / Slower) : System.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, callback, state, dueTime, period);

    /// <summary>From now on each wait that begins takes thirty times as long.</summary>
    public void SlowDown() => _slowSince ??= (System.GetUtcNow(), System.GetTimestamp());

    private TimeSpan Real(TimeSpan time) => _slowSince is null || time <= TimeSpan.Zero ? time : time * Slower;

    private sealed class Timer(StageClock clock, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) : ITimer
    {
        private readonly ITimer _timer = System.CreateTimer(callback, state, clock.Real(dueTime), clock.Real(period));

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(clock.Real(dueTime), clock.Real(period));

        public void Dispose() => _timer.Dispose();

        public ValueTask DisposeAsync() => _timer.DisposeAsync();
    }
}
