namespace DurableSdk.Replay;

/// <summary>
/// Runs a workflow's code: one thread at a time, first in first out, never inlined (inlining depends on the depth of the
/// stack). Work is accepted only from the thread that drains it, while it drains it; anything else is foreign.
/// </summary>
internal sealed class RunScheduler(Action onForeignPost) : TaskScheduler
{
    private readonly Queue<Task> _queue = new();
    private volatile int _thread;

    /// <summary>Whether the calling code runs on this scheduler now.</summary>
    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId && Current == this;

    /// <summary>Runs an action on the scheduler, then all that it causes, until nothing is left.</summary>
    public void Run(Action action)
    {
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            new Task(action).Start(this);
            while (_queue.TryDequeue(out var task))
                TryExecuteTask(task);
        }
        finally
        {
            _thread = 0;
        }
    }

    protected override void QueueTask(Task task)
    {
        if (_thread == Environment.CurrentManagedThreadId)
            _queue.Enqueue(task);
        else
            onForeignPost();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
