namespace DurableSdk.Testing.Scheduling;

/// <summary>A timer of a process; what it calls back runs on the loop, as a turn of its own.</summary>
internal sealed class LoopTimer(LoopClock clock, LoopScheduler process, TimerCallback callback, object? state) : ITimer
{
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private TimeSpan _period;
    private long _setting;
    private bool _isSet;

    /// <summary>The step whose own code has made it; null for the engine's and the test's.</summary>
    public StepContext? Step { get; } = StepContext.CurrentOrNull;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _period = period;
        _isSet = dueTime != Timeout.InfiniteTimeSpan;
        var setting = Interlocked.Increment(ref _setting);
        if (_isSet)
            clock.Set(this, setting, dueTime);
        return true;
    }

    public bool IsSet(long setting) => _isSet && Interlocked.Read(ref _setting) == setting && !process.IsDead;

    public void ComeDue(long setting) => process.Post(() =>
    {
        // Set anew or disposed meanwhile.
        if (!IsSet(setting))
            return;
        if (_period > TimeSpan.Zero)
            Change(_period, _period);
        else
            _isSet = false;
        if (_context is { } context)
            ExecutionContext.Run(context, new ContextCallback(callback), state);
        else
            callback(state);
    });

    public void Dispose()
    {
        _isSet = false;
        Interlocked.Increment(ref _setting);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
