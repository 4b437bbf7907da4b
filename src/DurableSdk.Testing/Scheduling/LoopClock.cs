namespace DurableSdk.Testing.Scheduling;

/// <summary>The time of a loop, and all that is to happen at one. It moves only where the loop lets it.</summary>
internal sealed class LoopClock(DateTimeOffset start)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(LoopTimer Timer, long Setting), (DateTimeOffset DueAt, long Number)> _queue = new();
    private DateTimeOffset _now = start;
    private long _number;

    public DateTimeOffset Now
    {
        get
        {
            lock (_gate)
                return _now;
        }
    }

    /// <summary>Sets the clock without anything coming due, as when somebody changes a machine's time.</summary>
    public void Jump(DateTimeOffset to)
    {
        lock (_gate)
            _now = to;
    }

    /// <summary>How many calls of steps have a timer set by their own code.</summary>
    public int CountWaitingSteps()
    {
        lock (_gate)
            return _queue.UnorderedItems.Select(item => item.Element).Where(one => one.Timer.IsSet(one.Setting) && one.Timer.Step is not null).Select(one => one.Timer.Step).Distinct().Count();
    }

    public void Set(LoopTimer timer, long setting, TimeSpan after)
    {
        lock (_gate)
            _queue.Enqueue((timer, setting), (After(after), _number++));
    }

    /// <summary>In whole microseconds, as the engine counts: what is due a tick later would never be due by its count, as this clock waits for it.</summary>
    private DateTimeOffset After(TimeSpan time)
    {
        var over = (_now.UtcTicks + Math.Min(time.Ticks, DateTimeOffset.MaxValue.UtcTicks - _now.UtcTicks)) % TimeSpan.TicksPerMicrosecond;
        var up = time + TimeSpan.FromTicks(over == 0 ? 0 : TimeSpan.TicksPerMicrosecond - over);
        return up < DateTimeOffset.MaxValue - _now ? _now + up : DateTimeOffset.MaxValue;
    }

    /// <summary>Moves on to the next timer and lets it come due.</summary>
    /// <param name="end">Not beyond.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryMove(DateTimeOffset end)
    {
        LoopTimer timer;
        long setting;
        lock (_gate)
        {
            while (_queue.TryPeek(out var stale, out _) && !stale.Timer.IsSet(stale.Setting))
                _queue.Dequeue();
            if (!_queue.TryPeek(out var next, out var at) || at.DueAt > end)
                return false;
            _queue.Dequeue();
            if (at.DueAt > _now)
                _now = at.DueAt;
            (timer, setting) = next;
        }

        timer.ComeDue(setting);
        return true;
    }
}
