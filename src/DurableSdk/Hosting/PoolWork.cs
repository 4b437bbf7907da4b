namespace DurableSdk.Hosting;

/// <summary>
/// Work for a thread of the pool. What it begins as the last that it does, its thread does next: another one would have to be woken, would take the work from it, and would look for more for a while before it
/// sleeps again. For a run that is alone that is most of a step's processor time.
/// </summary>
internal abstract class PoolWork : IThreadPoolWorkItem
{
    /// <summary>How much a thread does in a row before the pool's other work gets its turn.</summary>
    private const int InARowMax = 32;

    [ThreadStatic]
    private static bool _isAtEnd;

    [ThreadStatic]
    private static bool _isWorking;

    [ThreadStatic]
    private static PoolWork? _next;

    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    /// <summary>Runs it apart from the caller.</summary>
    public void Begin()
    {
        if (_isAtEnd && _next is null)
            _next = this;
        else
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>The last that some work does: after it the thread is free, and nothing of it waits for what it begins.</summary>
    public static void End<TState>(Action<TState> last, TState state)
    {
        _isAtEnd = _isWorking;
        try
        {
            last(state);
        }
        finally
        {
            _isAtEnd = false;
        }
    }

    /// <summary>Before the thread does something else that may take long: another one may take what it was to do next.</summary>
    public static void LetGo()
    {
        if (_next is not { } next)
            return;
        _next = null;
        ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        _isWorking = true;
        Run();
        for (var done = 1; _next is { } next; done++)
        {
            _next = null;
            if (done < InARowMax)
                next.Run();
            else
                ThreadPool.UnsafeQueueUserWorkItem(next, preferLocal: false);
        }

        _isWorking = false;
    }

    /// <summary>Does it; may not throw.</summary>
    public abstract Task RunAsync();

    private void Run()
    {
        if (_context is null)
            RunAsync();
        else
            ExecutionContext.Run(_context, static work => ((PoolWork)work!).RunAsync(), this);
    }
}
