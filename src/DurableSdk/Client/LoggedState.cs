using System.Collections.ObjectModel;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk;

/// <summary>What a log says of its run as of an event, and what is only known with the code beside it.</summary>
internal sealed class LoggedState
{
    private readonly List<RunEvent> _said = [];
    private RunStatus? _status;
    private DateTimeOffset? _startAt;

    /// <summary>The last event.</summary>
    public LogEntry? Last { get; private set; }

    private bool HasToBegin => _startAt > Last?.At;

    /// <summary>Notes the next event of the log.</summary>
    public void Add(LogEntry entry)
    {
        Last = entry;
        if (entry.Event is WorkflowStarted or MarkEvent)
            _said.Add(entry.Event);
        if (entry.Event is WorkflowStarted started)
            _startAt = started.StartAt;
        if (entry.Event is CancelRequested)
            _startAt = null;
        _status = entry.Event switch
        {
            WorkflowCompleted => RunStatus.Completed,
            WorkflowFailed => RunStatus.Failed,
            WorkflowCanceled => RunStatus.Canceled,
            WorkflowTerminated => RunStatus.Terminated,
            ContinuedAsNew => RunStatus.ContinuedAsNew,
            Blocked => RunStatus.Blocked,
            Resumed or CancelRequested => null,
            Paused => _status ?? RunStatus.Paused,
            _ => _status,
        };
    }

    /// <summary>How the run stood.</summary>
    public RunStatus StatusOf(ReplayCore core) => _status switch
    {
        { } known => known,
        _ when core.Error is not null => RunStatus.Blocked,
        _ when HasToBegin => RunStatus.Pending,
        _ => core.IsWorking ? RunStatus.Running : RunStatus.Waiting,
    };

    /// <summary>What the run waited for.</summary>
    public IReadOnlyList<PendingOperation> PendingOf(ReplayCore core) => HasToBegin
        ? []
        : [.. core.Open().Select(operation => new PendingOperation(operation.Kind, operation.Id, operation.Source, operation.Since, operation.ContinuesAt))];

    /// <summary>What the run had said of itself.</summary>
    public (string? StatusText, IReadOnlyDictionary<string, AttributeValue> Attributes) Said()
    {
        if (RunProjection.Of(_said) is not { } projection)
            return (null, ReadOnlyDictionary<string, AttributeValue>.Empty);
        return (projection.StatusText, projection.Attributes.Where(one => one.Value is not null).ToDictionary(one => one.Key, one => one.Value!, StringComparer.Ordinal));
    }
}
