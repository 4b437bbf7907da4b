using DurableSdk.CompilerServices;

namespace DurableSdk.Replay;

/// <summary>
/// Runs a workflow's code: one thread at a time, first in first out, never inlined (inlining depends on the depth of the
/// stack). Work is accepted only from the thread that drains it, while it drains it; anything else is foreign.
/// </summary>
internal sealed class RunScheduler(Action onForeignPost) : TaskScheduler
{
    private readonly Queue<Task> _queue = new();
    private volatile int _thread;

    /// <summary>The run whose code it runs.</summary>
    public RunScope? Scope { get; init; }

    /// <summary>Whether the calling code runs on this scheduler now.</summary>
    public bool IsCurrent => _thread == Environment.CurrentManagedThreadId && Current == this;

    /// <inheritdoc cref="Run(Action{object?}, object?)"/>
    public void Run(Action action) => Run(static action => ((Action)action!)(), action);

    /// <summary>Runs an action on the scheduler, then all that it causes, until nothing is left; throws what the action throws.</summary>
    public void Run(Action<object?> action, object? state)
    {
        // An await prefers the thread's context to the scheduler, and a host's or a test runner's would take the code away.
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        _thread = Environment.CurrentManagedThreadId;
        try
        {
            var first = new Task(action, state);
            first.Start(this);
            while (_queue.TryDequeue(out var task))
                TryExecuteTask(task);
            first.GetAwaiter().GetResult();
        }
        finally
        {
            _thread = 0;
            SynchronizationContext.SetSynchronizationContext(context);
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
