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

    /// <summary>May not throw.</summary>
    protected abstract void Start();

    private void Run()
    {
        if (_context is null)
            Start();
        else
            ExecutionContext.Run(_context, static work => ((PoolWork)work!).Start(), this);
    }
}

/// <inheritdoc cref="PoolWork"/>
/// <param name="work">Begins it.</param>
/// <param name="state">What it is given.</param>
internal sealed class PoolWork<TState>(Func<TState, Task> work, TState state) : PoolWork
{
    protected override void Start() => _ = work(state);
}
