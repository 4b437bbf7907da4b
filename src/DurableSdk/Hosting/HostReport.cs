using DurableSdk.Worker;

namespace DurableSdk.Hosting;

/// <summary>What the worker says of itself, for <see cref="HostStatus"/> and the gauges. Any thread may ask.</summary>
internal sealed class HostReport(TimeProvider time, HostState first, string store)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<object, Failure> _failing = [];
    private HostState _state = first;
    private DateTimeOffset _since = time.GetUtcNow();
    private string? _detail;
    private volatile WorkerContext? _worker;

    /// <summary>What executes; null while nothing does.</summary>
    public WorkerContext? Worker => _worker;

    /// <summary>For how long the store has refused what this host must do; zero while it works.</summary>
    public TimeSpan Outage
    {
        get
        {
            lock (_lock)
                return Longest is { } longest ? time.GetUtcNow() - longest.Since : TimeSpan.Zero;
        }
    }

    public HostStatus Now
    {
        get
        {
            lock (_lock)
            {
                var longest = Longest;
                return new HostStatus
                {
                    State = _state,
                    Since = _since,
                    Store = store,
                    Detail = _detail,
                    RunsInMemory = _worker?.RunsInMemory ?? 0,
                    StepsRunning = _worker?.Steps.Running ?? 0,
                    FailingSince = longest?.Since,
                    Failure = longest?.Answer,
                };
            }
        }
    }

    /// <summary>What lasts mustn't be explained by something else that was over at once.</summary>
    private Failure? Longest => _failing.Values.MinBy(static failure => failure.Since);

    /// <summary>After a <see cref="Stop"/> only the worker changes.</summary>
    /// <param name="state">What it does now.</param>
    /// <param name="detail">What there is to say of it.</param>
    /// <param name="worker">What executes.</param>
    public void Enter(HostState state, string? detail = null, WorkerContext? worker = null)
    {
        lock (_lock)
        {
            _worker = worker;
            if (_state == HostState.Stopped)
                return;
            if (_state != state)
                _since = time.GetUtcNow();
            _state = state;
            _detail = detail;
        }
    }

    /// <summary>What executes goes on until it has ended what it is at.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            if (_state != HostState.Stopped)
                (_state, _since, _detail) = (HostState.Stopped, time.GetUtcNow(), null);
        }
    }

    /// <summary>The store has refused it, and it is tried again.</summary>
    /// <param name="work">What waits, until it says that it <see cref="Works"/> or is over.</param>
    /// <param name="error">What the store answered.</param>
    public void Failed(object work, Exception error)
    {
        lock (_lock)
            _failing[work] = new Failure(_failing.TryGetValue(work, out var before) ? before.Since : time.GetUtcNow(), error.Message);
    }

    public void Works(object work)
    {
        lock (_lock)
            _failing.Remove(work);
    }

    private sealed record Failure(DateTimeOffset Since, string Answer);
}
