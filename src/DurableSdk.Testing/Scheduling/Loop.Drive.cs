namespace DurableSdk.Testing.Scheduling;

/// <summary>Turn after turn, and time where there is none left.</summary>
internal sealed partial class Loop
{
    private int Outside
    {
        get
        {
            lock (_gate)
                return _processes.Sum(process => process.Outside);
        }
    }

    private void Drive(Func<bool> isDone) => Drive(isDone, DateTimeOffset.MaxValue, isEnough: false);

    /// <param name="isDone">What is waited for.</param>
    /// <param name="end">Until when.</param>
    /// <param name="isEnough">Whether it is enough that nothing is left to happen until then.</param>
    private void Drive(Func<bool> isDone, DateTimeOffset end, bool isEnough)
    {
        // There the caller awaits.
        if (isDone() || IsInside)
            return;
        ObjectDisposedException.ThrowIf(_isOver, typeof(WorkflowTestHost));
        // Nobody would run the loop for this one when the other is done.
        if (Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, 0) != 0)
            throw TestErrors.OtherThread();
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _driver = Thread.CurrentThread;
        using var watch = WatchTurns();
        try
        {
            for (var turns = 0L; !isDone(); turns++)
            {
                ThrowFailure();
                if (turns == _limits.TurnsMax)
                    throw TestErrors.Endless(turns, Clock.Now, Situation());
                if (TakeTurn(end))
                    continue;
                if (isEnough)
                    return;
                if (!WaitForOutside(isDone))
                    throw Stuck();
            }

            ThrowFailure();
        }
        finally
        {
            _driver = null;
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private void ThrowFailure()
    {
        var failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    private bool TakeTurn(DateTimeOffset end)
    {
        if (schedule.LetsTimePass() && Clock.TryMove(Earlier(end, Clock.Now + _limits.LagMax)))
            return true;
        LoopScheduler process;
        Task task;
        lock (_gate)
        {
            if (_runnable.Count == 0 && Outside > 0)
                WaitInPatience();
            if (_runnable.Count == 0)
                return Clock.TryMove(end);
            var picked = schedule.Pick(_runnable.Count);
            (process, task, _) = _runnable[picked];
            _runnable.RemoveAt(picked);
            Turns++;
            _isInTurn = true;
        }

        process.Execute(task);
        lock (_gate)
            _isInTurn = false;
        return true;
    }

    /// <summary>Once for what is outside: who waited in vain, waits again only when more goes there or something has come.</summary>
    private void WaitInPatience()
    {
        if (_stirs == _stirsWaitedFor || _limits.Patience == TimeSpan.Zero)
            return;
        var (stirs, patience) = (_stirs, Outside > Clock.CountWaitingSteps() ? _limits.Patience : _limits.Glance);
        if (Monitor.Wait(_gate, patience))
            return;
        _stirsWaitedFor = stirs;
        WaitedInVain += patience;
    }

    private WorkflowTestException Stuck()
    {
        List<StepContext?> outside;
        lock (_gate)
            outside = [.. _processes.SelectMany(process => process.StepsOutside)];
        return outside.Count == 0 ? TestErrors.Stuck(Clock.Now, Situation()) : TestErrors.NotBack(Clock.Now, Situation(), outside, _limits.OutsideMax);
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <returns>Whether to go on: something has come.</returns>
    private bool WaitForOutside(Func<bool> isDone)
    {
        lock (_gate)
        {
            if (_runnable.Count == 0)
                Monitor.Wait(_gate, Outside > 0 ? _limits.OutsideMax : _limits.Glance);
            return _runnable.Count > 0 || isDone();
        }
    }
}
