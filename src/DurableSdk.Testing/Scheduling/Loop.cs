using System.Runtime.ExceptionServices;

namespace DurableSdk.Testing.Scheduling;

/// <summary>
/// All the work of any number of processes, on one thread and by one clock: that of whoever waits for something. Nothing happens unless somebody waits. When there is nothing left to
/// run, time moves on to the next timer. The schedule decides what comes first, so that the same schedule gives the same run.
/// </summary>
internal sealed class Loop(Schedule schedule, DateTimeOffset start, LoopLimits? limits = null)
{
    private readonly object _gate = new();
    private readonly List<(LoopScheduler Process, Task Task)> _runnable = [];
    private readonly List<LoopScheduler> _processes = [];
    private readonly LoopLimits _limits = limits ?? new LoopLimits();
    private readonly AsyncLocal<bool> _inside = new();
    private volatile int _thread;
    private long _stirs;
    private long _stirsWaitedFor;
    private ExceptionDispatchInfo? _failure;

    public LoopClock Clock { get; } = new(start);

    /// <summary>Whether the calling code runs on the loop.</summary>
    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId;

    /// <summary>Whether the calling code began on the loop, although it may have left its thread since: it awaits, and the loop is run by whoever runs it.</summary>
    public bool IsInside => IsCurrent || _inside.Value;

    /// <summary>How often work came from another thread: from code that has left the loop.</summary>
    public long Strays { get; private set; }

    /// <summary>How many turns were taken.</summary>
    public long Turns { get; private set; }

    /// <summary>How long (really) code of the user's was waited for in vain before time moved.</summary>
    public TimeSpan WaitedInVain { get; private set; }

    /// <summary>Says, in an error, what is waited for in vain.</summary>
    public Func<string> Situation { get; set; } = static () => "";

    /// <summary>Ends whatever waits, now or next, by a failure.</summary>
    public void Fail(ExceptionDispatchInfo failure) => _failure ??= failure;

    /// <summary>As <see cref="Fail"/>, where nothing has failed yet.</summary>
    public void Report(Func<ExceptionDispatchInfo> failure) => _failure ??= failure();

    /// <summary>Work that knows that it began on the loop, wherever it goes.</summary>
    public Func<TResult> Inside<TResult>(Func<TResult> work) => () =>
    {
        _inside.Value = true;
        return work();
    };

    /// <summary>Whether a scheduler is that of a process of this loop.</summary>
    public bool Owns(int scheduler)
    {
        lock (_gate)
            return _processes.Exists(process => process.Id == scheduler);
    }

    public LoopScheduler AddProcess()
    {
        var process = new LoopScheduler(this);
        lock (_gate)
            _processes.Add(process);
        return process;
    }

    public void Remove(LoopScheduler process)
    {
        process.Kill();
        lock (_gate)
        {
            _processes.Remove(process);
            _runnable.RemoveAll(turn => turn.Process == process);
        }
    }

    public void Add(LoopScheduler process, Task task)
    {
        lock (_gate)
        {
            if (process.IsDead)
                return;
            if (_thread != 0 && !IsCurrent)
                Strays++;
            if (!IsCurrent && process.Outside > 0)
                _stirs++;
            _runnable.Add((process, task));
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Code of the user's goes anywhere.</summary>
    public void Stir()
    {
        lock (_gate)
            _stirs++;
    }

    public bool TryRemove(Task task)
    {
        lock (_gate)
            return _runnable.RemoveAll(turn => turn.Task == task) > 0;
    }

    /// <summary>Completes when the task does. From outside the loop it runs the loop meanwhile, here and now.</summary>
    /// <exception cref="WorkflowTestException">DS5001: nothing can happen any more; DS5002: something happens for ever; DS5012: another thread runs the loop.</exception>
    public Task DriveAsync(Task task)
    {
        Drive(() => task.IsCompleted);
        return task;
    }

    /// <inheritdoc cref="DriveAsync(Task)"/>
    public Task<TResult> DriveAsync<TResult>(Task<TResult> task)
    {
        Drive(() => task.IsCompleted);
        return task;
    }

    /// <summary>Runs the loop until a condition holds, which is asked after each turn.</summary>
    /// <exception cref="WorkflowTestException">As <see cref="DriveAsync(Task)"/>; DS5012 on the loop too, which can't run itself.</exception>
    public void RunUntil(Func<bool> condition)
    {
        if (IsInside)
            throw TestErrors.OtherThread();
        Drive(condition);
    }

    /// <summary>Does what is to happen until a time, and sets the clock to it.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        Drive(static () => false, time, isEnough: true);
        if (Clock.Now < time)
            Clock.Jump(time);
    }

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
        // Nobody would run the loop for this one when the other is done.
        if (Interlocked.CompareExchange(ref _thread, Environment.CurrentManagedThreadId, 0) != 0)
            throw TestErrors.OtherThread();
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
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
                    throw TestErrors.Stuck(Clock.Now, Situation());
            }

            ThrowFailure();
        }
        finally
        {
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
            (process, task) = _runnable[picked];
            _runnable.RemoveAt(picked);
        }

        Turns++;
        process.Execute(task);
        return true;
    }

    /// <summary>Once for what is outside: who waited in vain, waits again only when more goes there or something has come.</summary>
    private void WaitInPatience()
    {
        if (_stirs == _stirsWaitedFor)
            return;
        var (stirs, patience) = (_stirs, Outside > Clock.CountWaitingSteps() ? _limits.Patience : _limits.Glance);
        if (Monitor.Wait(_gate, patience))
            return;
        _stirsWaitedFor = stirs;
        WaitedInVain += patience;
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
