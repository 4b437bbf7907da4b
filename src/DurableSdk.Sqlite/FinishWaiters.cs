using DurableSdk.Storage;

namespace DurableSdk.Sqlite;

/// <summary>Who waits for which run to finish.</summary>
internal sealed class FinishWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Waiting> _waiting = [];

    public bool Any
    {
        get
        {
            lock (_gate)
                return _waiting.Count > 0;
        }
    }

    /// <summary>Runs that somebody waits for.</summary>
    public IReadOnlyList<string> RunIds
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Keys];
        }
    }

    /// <summary>Begins to wait; every call is followed by <see cref="Leave"/>. Gives how the run ended, or null where that is to be read.</summary>
    public Task<RunEnd?> Enter(string runId)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(runId, out var waiting))
                _waiting[runId] = waiting = new Waiting();
            waiting.Count++;
            return waiting.Finished.Task;
        }
    }

    public void Leave(string runId)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(runId, out var waiting) && --waiting.Count == 0)
                _waiting.Remove(runId);
        }
    }

    /// <summary>Ends the waits for a run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="end">How it ended; null where that is to be read.</param>
    public void Finished(string runId, RunEnd? end)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(runId, out var waiting))
                waiting.Finished.TrySetResult(end);
        }
    }

    /// <summary>Ends every wait: the store is closed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            foreach (var waiting in _waiting.Values)
                waiting.Finished.TrySetException(new ObjectDisposedException(nameof(SqliteEventStore)));
        }
    }

    private sealed class Waiting
    {
        public int Count { get; set; }

        public TaskCompletionSource<RunEnd?> Finished { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Last">Its last event.</param>
internal readonly record struct RunEnd(RunStatus Status, StoredEvent Last)
{
    /// <summary>In memory of its own, for the append is used again before everybody has looked.</summary>
    public static RunEnd Of(Append append) => new(append.Status, append.Events[^1].Copy());
}
