using DurableSdk.Events;

namespace DurableSdk.Worker;

/// <summary>What others see of it by metrics and traces, once it is committed.</summary>
internal sealed partial class RunActor
{
    private DateTimeOffset? _createdAt;

    /// <summary>The trace in which the run was started; null for none.</summary>
    public string? TraceParent { get; private set; }

    private void SetOrigin(DateTimeOffset createdAt, WorkflowStarted started)
    {
        _createdAt = createdAt;
        TraceParent = started.TraceParent;
    }

    private void Count(LogEntry[] entries)
    {
        var metrics = _worker.Runtime.Metrics;
        if (!metrics.CountsEvents)
            return;
        foreach (var entry in entries)
            metrics.Committed(Definition.Key.Name, entry.Event);
        if (_status.IsFinished())
            metrics.Ended(Definition.Key.Name, _status, entries[^1].At - (_createdAt ?? entries[^1].At));
    }

    private void Fire(string id, DateTimeOffset dueAt)
    {
        _worker.Runtime.Metrics.TimerFired(Definition.Key.Name, _worker.Runtime.UtcNow - dueAt);
        Record(new TimerFired(id));
    }
}
