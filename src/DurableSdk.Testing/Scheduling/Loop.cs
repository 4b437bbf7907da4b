using System.Runtime.ExceptionServices;

namespace DurableSdk.Testing.Scheduling;

/// <summary>
/// All the work of any number of processes, on one thread and by one clock: that of whoever waits for something. Nothing happens unless somebody waits. When there is nothing left to
/// run, time moves on to the next timer. The schedule decides what comes first, so that the same schedule gives the same run.
/// </summary>
internal sealed partial class Loop(Schedule schedule, DateTimeOffset start, LoopLimits? limits = null)
{
    /// <summary>In place of a turn: queued by another thread.</summary>
    private const long Stray = -1;

    private readonly object _gate = new();
    private readonly List<(LoopScheduler Process, Task Task, long QueuedIn)> _runnable = [];
    private readonly List<LoopScheduler> _processes = [];
    private readonly LoopLimits _limits = limits ?? new LoopLimits();
    private readonly AsyncLocal<bool> _inside = new();
    private volatile int _thread;
    private volatile bool _isOver;
    private long _stirs;
    private long _stirsWaitedFor;
    private ExceptionDispatchInfo? _failure;

    public LoopClock Clock { get; } = new(start);

    /// <summary>Whether nothing goes on it any more.</summary>
    public bool IsOver => _isOver;

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

    /// <summary>Nothing goes on it any more: who waits hears so.</summary>
    public void End() => _isOver = true;

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
            if (IsBlocked && !IsCurrent)
            {
                RunElsewhere(process, task);
                return;
            }

            _runnable.Add((process, task, IsCurrent ? Turns : Stray));
            if (!IsCurrent)
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
}
