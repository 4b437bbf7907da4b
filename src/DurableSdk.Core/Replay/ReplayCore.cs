using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>
/// One run's code over its log: events in (<see cref="Apply"/>), commands out (<see cref="TakeCommands"/>). No clock, no store, no
/// thread of its own; the same for a live run and for a replay. Called by one thread at a time. Most runs need few of its tables, so most are made when they are first used.
/// </summary>
internal sealed partial class ReplayCore : IDisposable
{
    private const int KeptCommandsMax = 16;

    private readonly RunSetup _setup;
    private readonly RunScheduler _scheduler;
    private readonly ReplayScope _scope;
    private readonly OperationTable _operations = new();
    private readonly PendingOperations _pending = new();
    private readonly List<Operation> _queued = [];
    private List<Command> _taken = [];

    /// <summary>Made once, and not for each event.</summary>
    private readonly Action<object?> _dispatch;

    /// <param name="setup">The run and its program.</param>
    /// <param name="logEnd">The sequence of the log's last event, up to which events are applied again; 0 for a run that begins here.</param>
    /// <param name="history">That log in short; see <see cref="NeedsHistory"/>.</param>
    public ReplayCore(RunSetup setup, long logEnd, RunHistory? history = null)
    {
        _setup = setup;
        _logEnd = logEnd;
        _history = history;
        _scope = new ReplayScope(this);
        _scheduler = new RunScheduler(ForeignPost) { Scope = _scope };
        _dispatch = entry => Dispatch((LogEntry)entry!);
        FirstRunId = setup.RunId;
    }

    public string RunId => _setup.RunId;

    public Storage.WorkflowKey Workflow => _setup.Definition.Key;

    /// <summary>The sequence of the last event that was applied.</summary>
    public long LastSequence { get; private set; }

    /// <summary>Whether the run's end is in the log and was applied.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>Whether the run can't go on; the events that follow are not applied.</summary>
    public bool IsBlocked => _error is not null;

    /// <summary>See <see cref="Durable.UtcNow"/>.</summary>
    public DateTimeOffset UtcNow { get; private set; }

    public bool IsReplaying { get; private set; }

    /// <summary>Applies the next event and runs the code until it waits again.</summary>
    /// <param name="entry">The event.</param>
    /// <param name="isReplay">Whether the code ran over this event before, in this process or another.</param>
    public void Apply(LogEntry entry, bool isReplay)
    {
        if (_error is not null)
            return;
        IsReplaying = isReplay;
        LastSequence = entry.Sequence;
        if (entry.At > UtcNow)
            UtcNow = entry.At;
        if (WhyOutOfPlace(entry.Event) is { } how)
        {
            // A run that had ended would have nothing to say.
            IsFinished = false;
            Refuse(entry.Sequence, how);
            return;
        }

        _scheduler.Run(_dispatch, entry);
        CheckConditions();
        CancelWhatFollows();
        Compensate(entry.Event);
        CheckIdle();
    }

    /// <summary>What is to be done now. Each command is given once, the run's end and a block too; a rebuilt core gives those that are still open again. The list is good until the next call.</summary>
    public IReadOnlyList<Command> TakeCommands()
    {
        IsReplaying = false;
        return WithPatches(_hasEnded || _error is not null ? TakeEnd() : TakeOpen());
    }

    /// <summary>The log lines that the code has written since the last call, replays left out.</summary>
    public IReadOnlyList<Action<Microsoft.Extensions.Logging.ILogger>> TakeLogLines() => _scope.Log.Take();

    private List<Command> TakeEnd()
    {
        if (IsFinished || _isBlockTaken || (_isEndTaken && _error is null))
            return [];
        if (_error is null && IsCompensating)
            return TakeCompensation();
        Command end = _error is { } error ? new BlockRun(error) : End();
        _isEndTaken = true;
        _isBlockTaken = end is BlockRun;
        // What ended with the run is told with its end: afterwards nothing can be.
        return _isBlockTaken ? [end] : [.. TakeMarks(), .. TakeEndedUpdates(), WithFamily(end)];
    }

    private List<Command> TakeOpen()
    {
        var taken = _taken;
        taken.Clear();
        foreach (var operation in _queued)
        {
            operation.IsQueued = false;
            if (operation.Command() is { } command)
                taken.Add(command);
        }

        _queued.Clear();
        if (_endedUpdates.Count > 0)
            taken.AddRange(TakeEndedUpdates());
        // Nearly always it is one command. A long list isn't kept, with all that its commands hold.
        if (taken.Count > KeptCommandsMax)
            _taken = [];
        return taken;
    }

    private void Dispatch(LogEntry entry)
    {
        switch (entry.Event)
        {
            case WorkflowStarted e: ApplyStarted(e); break;
            case StepEvent e: ApplyStep(e, entry.Sequence); break;
            case TimerStarted e: ApplyTimerStarted(e, entry.Sequence); break;
            case TimerFired e: ApplyTimerFired(e, entry.Sequence); break;
            case TimerCanceled e: ApplyTimerCanceled(e, entry.Sequence); break;
            case PatchRecorded e: ApplyPatchRecorded(e); break;
            case MarkEvent e: ApplyMark(e, entry.Sequence); break;
            case SignalReceived e: ApplySignal(e, entry.Sequence); break;
            case UpdateAccepted e: ApplyUpdateAccepted(e, entry.Sequence); break;
            case UpdateCompleted e: ApplyUpdateCompleted(e, entry.Sequence); break;
            case MessageSent e: ApplyMessageSent(e, entry.Sequence); break;
            case HookCreated e: ApplyHookCreated(e, entry.Sequence); break;
            case HookResumed e: ApplyHookResumed(e, entry.Sequence); break;
            case HookExpired e: ApplyHookExpired(e, entry.Sequence); break;
            case HookClosed e: ApplyHookClosed(e, entry.Sequence); break;
            case ChildStarted e: ApplyChildStarted(e, entry.Sequence); break;
            case ChildCompleted e: ApplyChildCompleted(e, entry.Sequence); break;
            case ChildFailed e: ApplyChildFailed(e, entry.Sequence); break;
            case ChildCancelRequested e: ApplyChildCancelRequested(e, entry.Sequence); break;
            case CancelRequested e: ApplyCancelRequested(e); break;
            case WorkflowCompleted or WorkflowFailed or WorkflowCanceled or ContinuedAsNew: ApplyFinished(entry.Sequence); break;
            case CompensationStarted e: ApplyCompensationStarted(e, entry.Sequence); break;
            case WorkflowTerminated: IsFinished = true; break;
            case Resumed: ApplyResumed(); break;
            case Blocked or Paused: _isHeld = true; break;
            case UpdateRejected: break;
        }
    }
}
