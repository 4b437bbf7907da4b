using System.Collections.Concurrent;

namespace DurableSdk.Worker;

/// <summary>Tells runs of steps that still run a moment after they were handed out; one timer for all of them.</summary>
internal sealed class SlowStepWatch : IDisposable
{
    private readonly ConcurrentQueue<(StepAttempt Attempt, long HandedOutAt)> _attempts = new();
    private readonly TimeProvider _time;
    private readonly TimeSpan _after;
    private readonly ITimer _timer;
    private int _armed;

    public SlowStepWatch(TimeProvider time, TimeSpan after)
    {
        _time = time;
        _after = after;
        _timer = time.CreateTimer(static state => ((SlowStepWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(StepAttempt attempt)
    {
        _attempts.Enqueue((attempt, _time.GetTimestamp()));
        if (Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        while (_attempts.TryPeek(out var oldest) && (oldest.Attempt.IsOver || _time.GetElapsedTime(oldest.HandedOutAt) >= _after))
        {
            _attempts.TryDequeue(out _);
            if (!oldest.Attempt.IsOver)
                oldest.Attempt.Run.Post(new AttemptRunsLong(oldest.Attempt));
        }

        Volatile.Write(ref _armed, 0);
        if (!_attempts.IsEmpty && Interlocked.Exchange(ref _armed, 1) == 0)
            _timer.Change(_after, Timeout.InfiniteTimeSpan);
    }
}
