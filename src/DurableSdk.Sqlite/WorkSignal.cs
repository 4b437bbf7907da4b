namespace DurableSdk.Sqlite;

/// <summary>Counts reasons to look for work, so that none is missed between a claim and the wait after it.</summary>
internal sealed class WorkSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _next;
    private long _version;

    public long Version => Volatile.Read(ref _version);

    public void Raise()
    {
        TaskCompletionSource? waiting;
        lock (_gate)
        {
            _version++;
            waiting = _next;
            _next = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Completes once there is a newer version than the given one.</summary>
    public Task WaitBeyondAsync(long version, CancellationToken cancel)
    {
        lock (_gate)
        {
            if (_version != version)
                return Task.CompletedTask;
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task.WaitAsync(cancel);
        }
    }
}
