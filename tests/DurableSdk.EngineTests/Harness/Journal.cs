namespace DurableSdk.EngineTests.Harness;

/// <summary>The outside world that steps act on: it survives crashes, notes what was done, and lets tests and steps wait for each other.</summary>
public sealed class Journal
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Dictionary<string, TaskCompletionSource> _signals = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lock)
                return _lines.ToArray();
        }
    }

    public int Count(string line) => Lines.Count(one => one == line);

    public void Add(string line)
    {
        lock (_lock)
            _lines.Add(line);
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
