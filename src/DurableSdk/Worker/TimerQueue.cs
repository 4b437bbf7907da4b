using DurableSdk.Hosting;

namespace DurableSdk.Worker;

/// <summary>Something that is due at a time; cancelling it lets go of whatever it would have called.</summary>
internal sealed class TimerEntry(Action onDue)
{
    private Action? _onDue = onDue;

    public bool IsOver => Volatile.Read(ref _onDue) is null;

    public void Cancel() => Interlocked.Exchange(ref _onDue, null);

    public void Fire() => Interlocked.Exchange(ref _onDue, null)?.Invoke();
}

/// <summary>
/// All times that the host waits for, over one timer. The wall clock decides; because it can jump while the timer counts evenly, the
/// queue looks at it at least once a second while anything waits.
/// </summary>
internal sealed class TimerQueue : IDisposable
{
    private const int PruneAtLeast = 1024;

    private static readonly TimeSpan LookAtLeast = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TimerEntry, DateTimeOffset> _queue = new();
    private readonly TimeProvider _time;
    private readonly Execution _execution;
    private readonly ITimer _timer;

    /// <summary>The system's timers count whole milliseconds: one more, so that it isn't too early and then late by another turn. A clock of a test stops where it is told to.</summary>
    private readonly TimeSpan _rounding;

    private int _pruneAt = PruneAtLeast;
    private bool _disposed;

    public TimerQueue(TimeProvider time, Execution execution)
    {
        _time = time;
        _execution = execution;
        _rounding = time == TimeProvider.System ? TimeSpan.FromMilliseconds(1) : TimeSpan.Zero;
        _timer = time.CreateTimer(static state => ((TimerQueue)state!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimerEntry Add(DateTimeOffset dueAt, Action onDue)
    {
        var entry = new TimerEntry(onDue);
        lock (_lock)
        {
            if (_queue.Count >= _pruneAt)
                Prune();
            _queue.Enqueue(entry, dueAt);
            if (_queue.Peek() == entry)
                Arm(dueAt);
        }

        return entry;
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _queue.Clear();
        }

        _timer.Dispose();
    }

    private void FireDue()
    {
        foreach (var entry in TakeDue())
            entry.Fire();
    }

    private List<TimerEntry> TakeDue()
    {
        var due = new List<TimerEntry>();
        lock (_lock)
        {
            var now = _time.GetUtcNow();
            DateTimeOffset next = default;
            while (_queue.TryPeek(out _, out next) && next <= now)
                due.Add(_queue.Dequeue());
            if (_queue.Count > 0)
                Arm(next);
        }

        return due;
    }

    /// <summary>What was cancelled would otherwise stay until it had been due, which can be years.</summary>
    private void Prune()
    {
        var waiting = _queue.UnorderedItems.Where(item => !item.Element.IsOver).ToArray();
        _queue.Clear();
        _queue.EnqueueRange(waiting);
        _pruneAt = Math.Max(PruneAtLeast, 2 * waiting.Length);
    }

    private void Arm(DateTimeOffset dueAt)
    {
        if (_disposed)
            return;
        var wait = dueAt - _time.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            _timer.Change(_execution.IsClockExact ? wait : UntilNextLook(wait), Timeout.InfiniteTimeSpan);
        }

        // Asked again: a clock that jumped between the first look and the change of the timer would leave it behind.
        if (dueAt <= _time.GetUtcNow())
            _execution.Queue(static queue => queue.FireDue(), this);
    }

    private TimeSpan UntilNextLook(TimeSpan wait) => wait < LookAtLeast ? wait + _rounding : LookAtLeast;
}
