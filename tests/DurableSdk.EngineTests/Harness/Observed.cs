namespace DurableSdk.EngineTests.Harness;

/// <summary>A growing list that can be waited on.</summary>
internal sealed class Observed<T>
{
    private readonly Lock _lock = new();
    private readonly List<T> _all = [];
    private readonly List<(Func<T, bool> Matches, int Left, TaskCompletionSource<T> Found)> _waiters = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_lock)
                return _all.ToArray();
        }
    }

    public void Add(T item)
    {
        lock (_lock)
        {
            _all.Add(item);
            for (var i = _waiters.Count - 1; i >= 0; i--)
            {
                var (matches, left, found) = _waiters[i];
                if (!matches(item))
                    continue;
                _waiters[i] = (matches, left - 1, found);
                if (left > 1)
                    continue;
                _waiters.RemoveAt(i);
                found.TrySetResult(item);
            }
        }
    }

    public Task<T> First(Func<T, bool> matches) => Nth(1, matches);

    /// <summary>The nth that matches, from 1; those that came before the call count.</summary>
    public Task<T> Nth(int n, Func<T, bool> matches)
    {
        lock (_lock)
        {
            var known = _all.Where(matches).ToList();
            if (known.Count >= n)
                return Task.FromResult(known[n - 1]);
            var found = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiters.Add((matches, n - known.Count, found));
            return found.Task;
        }
    }
}
