namespace DurableSdk.Testing.Scheduling;

/// <summary>The work of one process on a loop. Killed, nothing of it ever goes on.</summary>
internal sealed class LoopScheduler(Loop loop) : TaskScheduler
{
    private readonly List<StepContext?> _outside = [];

    public bool IsDead { get; private set; }

    /// <summary>How much code of the user's is on its way, that may be anywhere.</summary>
    public int Outside
    {
        get
        {
            lock (_outside)
                return IsDead ? 0 : _outside.Count;
        }
    }

    /// <summary>Whose code that is; null for what is no step's.</summary>
    public IReadOnlyList<StepContext?> StepsOutside
    {
        get
        {
            lock (_outside)
                return IsDead ? [] : [.. _outside];
        }
    }

    public void Kill() => IsDead = true;

    public void Leave(StepContext? step)
    {
        lock (_outside)
            _outside.Add(step);
        loop.Stir();
    }

    public void Return(StepContext? step)
    {
        lock (_outside)
            _outside.Remove(step);
    }

    /// <summary>Called by the loop. A task that was begun without a context would leave its own to all that comes after it.</summary>
    public void Execute(Task task)
    {
        if (IsDead)
            return;
        var context = ExecutionContext.Capture();
        TryExecuteTask(task);
        if (context is not null)
            ExecutionContext.Restore(context);
    }

    /// <summary>Runs an action on the loop, as a turn of its own.</summary>
    public Task Post(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.DenyChildAttach, this);

    protected override void QueueTask(Task task) => loop.Add(this, task);

    /// <summary>Only for code that blocks on it: nobody else would ever run it.</summary>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        taskWasPreviouslyQueued && loop.IsCurrent && !IsDead && loop.TryRemove(task) && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
