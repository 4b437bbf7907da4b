namespace DurableSdk.Worker;

/// <summary>Tells runs of steps that still run a moment after they were handed out; one timer for all of them.</summary>
internal sealed class SlowStepWatch : IDisposable
{
    private readonly Queue<(StepAttempt Attempt, long HandedOutAt)> _attempts = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _after;
    private readonly ITimer _timer;
    private bool _isArmed;

    public SlowStepWatch(TimeProvider time, TimeSpan after)
    {
        _time = time;
        _after = after;
        _timer = time.CreateTimer(static state => ((SlowStepWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(StepAttempt attempt)
    {
        bool isArmed;
        // Not under the lock: the clock is the user's.
        var now = _time.GetTimestamp();
        lock (_attempts)
        {
            _attempts.Enqueue((attempt, now));
            isArmed = _isArmed;
            _isArmed = true;
        }

        if (!isArmed)
            Arm(_after);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        while (TakeDue() is { } attempt)
            attempt.Run.Post(new AttemptRunsLong(attempt));
        if (NextLook() is { } wait)
            Arm(wait);
    }

    /// <summary>When the oldest of those that are left runs long, in whole milliseconds as timers count; null where none is left.</summary>
    private TimeSpan? NextLook()
    {
        var now = _time.GetTimestamp();
        lock (_attempts)
        {
            _isArmed = _attempts.TryPeek(out var oldest);
            return _isArmed ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((_after - _time.GetElapsedTime(oldest.HandedOutAt, now)).TotalMilliseconds))) : null;
        }
    }

    /// <summary>The next one that runs long; null where none does by now. Those that are over are forgotten.</summary>
    private StepAttempt? TakeDue()
    {
        var now = _time.GetTimestamp();
        lock (_attempts)
        {
            while (_attempts.TryPeek(out var oldest) && (oldest.Attempt.IsOver || _time.GetElapsedTime(oldest.HandedOutAt, now) >= _after))
            {
                _attempts.Dequeue();
                if (!oldest.Attempt.IsOver)
                    return oldest.Attempt;
            }

            return null;
        }
    }

    private void Arm(TimeSpan wait) => _timer.Change(wait, Timeout.InfiniteTimeSpan);
}
