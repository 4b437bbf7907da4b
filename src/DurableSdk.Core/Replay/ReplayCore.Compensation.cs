using DurableSdk.Collections;
using DurableSdk.Errors;
using DurableSdk.Events;

namespace DurableSdk.Replay;

/// <summary>
/// How the steps of a run that ends badly are undone. Once <see cref="CompensationStarted"/> is in the log, what is open is given up, compensable steps in
/// flight are awaited, compensations run one after the other, and the run ends. Everything follows from the log, so that a crash in the middle goes on.
/// </summary>
internal sealed partial class ReplayCore
{
    private LazySet<StepOperation> _unsettled;
    private CompensationStarted? _compensation;
    private Undo? _undoing;
    private int? _nextUndo;
    private long _endedAt;
    private DateTimeOffset _endTime;
    private bool _isBeginTaken;
    private bool _isParked;

    /// <summary>Whether the run has begun to compensate, or has to. A run that goes on as another has not failed.</summary>
    private bool IsCompensating => _compensation is not null
        || (_hasEnded && !_root!.IsCompletedSuccessfully && (_undos.Items.Exists(undo => !undo.IsDone) || Unsettled().Any()) && Thrown(_root) is not ContinueAsNewException);

    /// <summary>Those in flight; what was issued when the method ended was never handed out.</summary>
    private IEnumerable<StepOperation> Unsettled() => _compensable.Items.Where(step => !step.IsClosed && !step.IsNeverBegun && step.Handover!.IssuedAt < _endedAt);

    private void ApplyCompensationStarted(CompensationStarted e, long sequence)
    {
        if (!_hasEnded)
        {
            Block(ReplayErrors.EndsLater(_setup, sequence, _pending));
            return;
        }

        _compensation = e;
        foreach (var step in Unsettled())
        {
            _unsettled.Add(step);
            step.IsSettling = true;
            step.Handover!.GivenUpAt ??= _endTime;
        }

        // Nobody is told of an outcome any more, so that code which still waits doesn't go on.
        _pending.Clear();
        foreach (var operation in _operations.Where(operation => !operation.IsClosed))
        {
            operation.Abandon();
            Enqueue(operation);
        }
    }

    private void ApplyCompensation(StepOperation compensation, string? failureType, long sequence)
    {
        if (!Close(compensation, sequence))
            return;
        var undo = _undoing!;
        _undoing = null;
        undo.IsRecorded = true;
        undo.FailureType = failureType;
        if (failureType is null)
            MarkDone(undo);
    }

    /// <summary>What has failed is tried again, the last first; what is still to come follows.</summary>
    private void ApplyResumed()
    {
        EndHold();
        if (!_isParked)
            return;
        _isParked = false;
        _isBlockTaken = false;
        _nextUndo = null;
        foreach (var undo in _undos)
            undo.FailureType = null;
    }

    /// <summary>After each event: where nothing is in flight any more, the next compensation's turn comes.</summary>
    private void Compensate(RunEvent e)
    {
        if (_compensation is null || _unsettled.Count > 0)
            return;
        _isParked |= e is Blocked;
        if (_undoing is not null)
            return;
        for (var next = _nextUndo ?? (_undos.Count - 1); next >= 0; next--)
        {
            var undo = _undos.Items[next];
            if (undo.IsDone || undo.FailureType is not null || !undo.CanRun)
                continue;
            _nextUndo = next - 1;
            Begin(undo);
            return;
        }

        _nextUndo = -1;
    }

    private void Begin(Undo undo)
    {
        _undoing = undo;
        var operation = undo.CreateOperation(_setup.Serializer, _hasher);
        operation.Since = UtcNow;
        _operations.Replace(operation);
        Enqueue(operation);
    }

    private List<Command> TakeCompensation()
    {
        if (_compensation is null)
        {
            if (_isBeginTaken)
                return [];
            _isBeginTaken = true;
            return [.. TakeMarks(), .. TakeEndedUpdates(), new BeginCompensation(BeginOf(((FinishRun)Outcome()).Outcome))];
        }

        if (_unsettled.Count > 0 || _undoing is not null)
            return TakeOpen();
        _isBlockTaken = _undos.Items.Exists(undo => !undo.IsDone);
        _isEndTaken = !_isBlockTaken;
        // What was to be cancelled at its beginning is cancelled also where nothing can be undone.
        return _isBlockTaken ? [.. TakeOpen(), new BlockRun(ReplayErrors.Uncompensated(_setup, _undos.Items))] : [WithFamily(new FinishRun(EndOf(_compensation)))];
    }

    private static CompensationStarted BeginOf(RunEvent end) => end is WorkflowFailed failed
        ? new CompensationStarted(failed.Failure, null)
        : new CompensationStarted(null, ((WorkflowCanceled)end).Reason);

    private static RunEvent EndOf(CompensationStarted e) => e.Failure is { } failure ? new WorkflowFailed(failure) : new WorkflowCanceled(e.Reason);
}
