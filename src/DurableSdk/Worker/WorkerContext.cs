using System.Collections.Concurrent;
using DurableSdk.Hosting;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>What the parts of a worker share for the time of one ownership.</summary>
internal sealed class WorkerContext : IDisposable
{
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _abandoned;
    private volatile bool _isCrowded;
    private int _runs;

    public WorkerContext(DurableRuntime runtime, IEventStore store, IRunOwner owner, ILogger log)
    {
        Runtime = runtime;
        Store = store;
        Owner = owner;
        Log = log;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(owner.Lost);
        _abandoned = CancellationTokenSource.CreateLinkedTokenSource(owner.Lost);
        Stopping = _stopping.Token;
        Abandoned = _abandoned.Token;
        Timers = new TimerQueue(runtime.Options.TimeProvider, runtime.Execution);
        Pipelines = new ResiliencePipelines(runtime.Services);
        SlowSteps = new SlowStepWatch(runtime.Options.TimeProvider, runtime.Options.StepStartedAfter);
        Steps = new StepRunner(this);
        RunSlots = new SemaphoreSlim(runtime.Options.MaxConcurrentRuns);
    }

    public DurableRuntime Runtime { get; }

    public DurableOptions Options => Runtime.Options;

    public Execution Execution => Runtime.Execution;

    public IEventStore Store { get; }

    public IRunOwner Owner { get; }

    public ILogger Log { get; }

    public TimerQueue Timers { get; }

    public SlowStepWatch SlowSteps { get; }

    public StepRunner Steps { get; }

    public ResiliencePipelines Pipelines { get; }

    /// <summary>Runs whose code went on after they were dropped, until they are blocked for it.</summary>
    public ConcurrentDictionary<string, DurableException> LateViolations { get; } = new(StringComparer.Ordinal);

    /// <summary>Workflows whose code has asked for what the rest of a log holds: their logs are read ahead when a run is rebuilt.</summary>
    public ConcurrentDictionary<WorkflowKey, bool> AskingForHistory { get; } = new();

    /// <summary>Bounds how many runs execute workflow code at the same instant.</summary>
    public SemaphoreSlim RunSlots { get; }

    /// <summary>Fires when the host stops or the ownership is lost: no new steps, running ones get their token.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Fires when the time for a graceful stop is over or the ownership is lost: nothing is written any more.</summary>
    public CancellationToken Abandoned { get; }

    /// <summary>Whether the host stops. What hangs on a lost ownership fires a moment after it: who has just heard from the store that it is over knows before <see cref="Stopping"/> does.</summary>
    public bool IsStopping => Stopping.IsCancellationRequested || Owner.Lost.IsCancellationRequested;

    /// <summary>Whether nothing is written any more: <see cref="Abandoned"/>, without the moment.</summary>
    public bool IsOver => Abandoned.IsCancellationRequested || Owner.Lost.IsCancellationRequested;

    /// <summary>Whether one run is in memory and no other: while it waits for the disk, nothing else wants its thread.</summary>
    public bool HasOneRun => Volatile.Read(ref _runs) == 1;

    /// <summary>How many runs have an actor.</summary>
    public int RunsInMemory => Volatile.Read(ref _runs);

    /// <summary>Whether some wait in the store for room: a run that only waits gives its place up at once. They may be what it waits for.</summary>
    public bool IsCrowded
    {
        get => _isCrowded;
        set => _isCrowded = value;
    }

    public void RunBegins() => Interlocked.Increment(ref _runs);

    public void RunEnds() => Interlocked.Decrement(ref _runs);

    public void Stop() => _stopping.Cancel();

    public void Abandon() => _abandoned.Cancel();

    public void Dispose()
    {
        Timers.Dispose();
        SlowSteps.Dispose();
        RunSlots.Dispose();
        _stopping.Dispose();
        _abandoned.Dispose();
    }
}
