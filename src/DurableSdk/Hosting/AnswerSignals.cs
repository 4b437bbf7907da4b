namespace DurableSdk.Hosting;

/// <summary>Tells callers in this process that a run has recorded what they may wait for. Those of other processes look from time to time. Thread-safe.</summary>
internal sealed class AnswerSignals
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<SemaphoreSlim>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Begins to listen. First this, then the look into the log: what is recorded between the two ends the wait at once.</summary>
    public Listener Enter(string runId)
    {
        var signal = new SemaphoreSlim(0, 1);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(runId, out var waiting))
                _waiting[runId] = waiting = [];
            waiting.Add(signal);
        }

        return new Listener(this, runId, signal);
    }

    public void Raise(string runId)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(runId, out var waiting))
                return;
            foreach (var signal in waiting)
            {
                if (signal.CurrentCount == 0)
                    signal.Release();
            }
        }
    }

    private void Leave(string runId, SemaphoreSlim signal)
    {
        lock (_gate)
        {
            var waiting = _waiting[runId];
            waiting.Remove(signal);
            if (waiting.Count == 0)
                _waiting.Remove(runId);
        }
    }

    /// <summary>One that waits.</summary>
    internal sealed class Listener(AnswerSignals signals, string runId, SemaphoreSlim signal) : IDisposable
    {
        /// <returns>False where the time was over first.</returns>
        public Task<bool> WaitAsync(TimeSpan timeout, CancellationToken cancel) => signal.WaitAsync(timeout, cancel);

        public void Dispose()
        {
            signals.Leave(runId, signal);
            signal.Dispose();
        }
    }
}
