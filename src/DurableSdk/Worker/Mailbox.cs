using System.Threading.Tasks.Sources;

namespace DurableSdk.Worker;

/// <summary>
/// What has happened for a run and isn't handled yet, in the order in which it came. Anybody posts, one waits and takes. Less than a channel: most runs are in memory for a few inputs
/// only, and a channel would be the largest part of them.
/// </summary>
internal sealed class Mailbox : IValueTaskSource
{
    private readonly Queue<RunInput> _inputs = new();
    private ManualResetValueTaskSourceCore<bool> _arrival;
    private bool _isAwaited;

    public bool IsEmpty
    {
        get
        {
            lock (_inputs)
                return _inputs.Count == 0;
        }
    }

    /// <summary>Adds an input. Who waits goes on apart from the caller.</summary>
    public void Post(RunInput input) => Post(input, goesOnHere: false);

    /// <inheritdoc cref="Post(RunInput)"/>
    /// <param name="input">What has happened.</param>
    /// <param name="goesOnHere">Who waits may go on right here, before this returns: the caller is at its end, at the bottom of a thread of the pool.</param>
    public void Post(RunInput input, bool goesOnHere)
    {
        lock (_inputs)
        {
            _inputs.Enqueue(input);
            if (!_isAwaited)
                return;
            _isAwaited = false;
        }

        _arrival.RunContinuationsAsynchronously = !goesOnHere;
        _arrival.SetResult(true);
    }

    public RunInput? Take()
    {
        lock (_inputs)
            return _inputs.TryDequeue(out var input) ? input : null;
    }

    /// <summary>Completes once there is something to take.</summary>
    public ValueTask WaitAsync()
    {
        lock (_inputs)
        {
            if (_inputs.Count > 0)
                return ValueTask.CompletedTask;
            _arrival.Reset();
            _isAwaited = true;
            return new ValueTask(this, _arrival.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => _arrival.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _arrival.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _arrival.OnCompleted(continuation, state, token, flags);
}
