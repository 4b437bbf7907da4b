using DurableSdk.Storage;

namespace DurableSdk.Sqlite;

/// <summary>Who waits for which run to finish, and which runs are known not to have.</summary>
internal sealed class FinishWaiters
{
    /// <summary>Whoever starts a run waits for it at once, or is in no hurry: one that was forgotten is read.</summary>
    private const int UnfinishedMax = 4096;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _unfinished = [];
    private readonly Dictionary<string, Waiting> _waiting = [];
    private bool _closed;

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

    /// <summary>A run was created that this process executes: whoever ends it tells it here, or is another process.</summary>
    public void Begun(string runId, string workflow)
    {
        lock (_gate)
        {
            if (_unfinished.Count >= UnfinishedMax)
                _unfinished.Clear();
            _unfinished[runId] = workflow;
        }
    }

    /// <summary>Another process has committed, or may from now on, and so may end any of them. What it commits is noticed while somebody waits.</summary>
    public void Doubt()
    {
        lock (_gate)
            _unfinished.Clear();
    }

    /// <summary>Begins to wait; every call is followed by <see cref="Leave"/>.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="workflow">Its workflow where the run is known not to have finished before; else null, and it is to be read.</param>
    /// <returns>How the run ended, or null where that is to be read.</returns>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public Task<RunEnd?> Enter(string runId, out string? workflow)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteEventStore));
            workflow = _unfinished.GetValueOrDefault(runId);
            if (!_waiting.TryGetValue(runId, out var waiting))
                _waiting[runId] = waiting = new Waiting();
            waiting.Count++;
            return waiting.Finished.Task;
        }
    }

    /// <summary>For who has entered and was told to read: the next wait, should the run not have finished after all.</summary>
    /// <exception cref="ObjectDisposedException">The store is closed.</exception>
    public Task<RunEnd?> Again(string runId)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(SqliteEventStore));
            return _waiting[runId].Finished.Task;
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
            _unfinished.Remove(runId);
            if (_waiting.TryGetValue(runId, out var waiting))
                waiting.Tell(end);
        }
    }

    /// <summary>Ends every wait by a look, which says how the run stands, or why that can't be said.</summary>
    public void TellAll()
    {
        lock (_gate)
        {
            _unfinished.Clear();
            foreach (var waiting in _waiting.Values)
                waiting.Tell(null);
        }
    }

    /// <summary>Ends every wait: the store is closed.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var waiting in _waiting.Values)
                waiting.Close();
        }
    }

    private sealed class Waiting
    {
        public int Count { get; set; }

        public TaskCompletionSource<RunEnd?> Finished { get; private set; } = New();

        /// <summary>What is to be read was looked for when it was told: a run that wasn't there then may be there now, and whoever asks later waits for its end.</summary>
        public void Tell(RunEnd? end)
        {
            var told = Finished;
            if (end is null)
                Finished = New();
            told.TrySetResult(end);
        }

        public void Close()
        {
            Finished.TrySetException(new ObjectDisposedException(nameof(SqliteEventStore)));
            // Perhaps nobody waits for it any more.
            _ = Finished.Task.Exception;
        }

        private static TaskCompletionSource<RunEnd?> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
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
