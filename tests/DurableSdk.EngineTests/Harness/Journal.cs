namespace DurableSdk.EngineTests.Harness;

/// <summary>The outside world that steps act on: it survives crashes, notes what was done, and lets tests and steps wait for each other.</summary>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly List<(Func<bool> IsSo, TaskCompletionSource Met)> _waits = [];
    private readonly Dictionary<string, TaskCompletionSource> _signals = [];
    private readonly List<WeakReference> _tracked = [];
    private int _inside;

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return _lines.ToArray();
        }
    }

    /// <summary>How many were between <see cref="Enter"/> and <see cref="Leave"/> at the same time, at most.</summary>
    public int MostInside { get; private set; }

    public int Count(string line) => Lines.Count(one => one == line);

    /// <summary>How many of the tracked objects are still in memory.</summary>
    public int TrackedAlive
    {
        get
        {
            lock (_lock)
                return _tracked.Count(one => one.IsAlive);
        }
    }

    public void Track(object tracked)
    {
        lock (_lock)
            _tracked.Add(new WeakReference(tracked));
    }

    public void Enter()
    {
        lock (_lock)
            MostInside = Math.Max(MostInside, ++_inside);
    }

    public void Leave()
    {
        lock (_lock)
            _inside--;
    }

    public void Add(string line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            _waits.RemoveAll(wait => wait.IsSo() && wait.Met.TrySetResult());
        }
    }

    /// <summary>Completes once the lines are as they should be.</summary>
    public Task Until(Func<bool> isSo)
    {
        lock (_lock)
        {
            if (isSo())
                return Task.CompletedTask;
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((isSo, met));
            return met.Task;
        }
    }

    /// <summary>Says that a point was reached; what waits for it goes on.</summary>
    public void Reach(string point) => Signal(point).TrySetResult();

    public Task Reached(string point) => Signal(point).Task;

    public Task Reached(string point, CancellationToken cancel) => Signal(point).Task.WaitAsync(cancel);

    private TaskCompletionSource Signal(string point)
    {
        lock (_lock)
        {
            if (!_signals.TryGetValue(point, out var signal))
                _signals[point] = signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return signal;
        }
    }
}
