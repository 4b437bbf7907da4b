using DurableSdk.Collections;
using DurableSdk.Events;
using DurableSdk.Replay;

namespace DurableSdk.Worker;

/// <summary>What the log says of steps that can be undone, and of undoing them.</summary>
internal sealed partial class RunActor
{
    /// <summary>Steps that this actor has begun and whose outcome it hasn't recorded; only of those for whose outcome a run would wait.</summary>
    private LazySet<string> _begun;
    private Dictionary<string, TimerEntry>? _graces;

    /// <summary>A former owner may have begun what was issued up to here.</summary>
    private long BegunBefore => _isNew && _claim.CrashedRecoveries == 0 ? 0 : _claim.LastSequence;

    /// <summary>An attempt in flight has the grace period; what isn't in flight gets its outcome at once.</summary>
    private void Settle(SettleStep command)
    {
        var id = command.Call.Id;
        if (_attempts.TryGetValue(id, out var attempt))
        {
            attempt.Cancel();
            _graces ??= new(StringComparer.Ordinal);
            if (!_graces.ContainsKey(id))
                _graces.Add(id, _worker.Timers.Add(_worker.Runtime.UtcNow + _worker.Options.StepGracePeriod, () => Post(new GraceOver(attempt))));
            return;
        }

        var waits = _waits.Contains(id) || command.NotBefore > command.GivenUpAt;
        StopWaiting(id);
        // The rows of a transactional step are there exactly if its result is.
        var isUnknown = !waits && !command.Call.Options.Transactional && (_begun.Contains(id) || command.BeginsAt <= BegunBefore);
        _transactions.Items.RemoveAll(queued => queued.Call.Id == id);
        RecordSettled(command.Call, command.Attempt, command.IsRecorded ? (ReadOnlyMemory<byte>?)null : command.Call.RecordedArguments, isUnknown, isUnknown
            ? $"Whether attempt {command.Attempt} of step {id} had its effect is unknown: its process ended before its outcome was recorded, and the workflow's method has ended since."
            : $"Attempt {command.Attempt} of step {id} was not begun: the workflow's method has ended.");
    }

    private void HandleGraceOver(StepAttempt attempt)
    {
        var id = attempt.Call.Id;
        _graces!.Remove(id);
        if (_attempts.GetValueOrDefault(id) != attempt)
            return;
        // Fenced: what it still gives is of no account.
        _attempts.Remove(id);
        RecordSettled(attempt.Call, attempt.Number, attempt.UnrecordedArguments, isUnknown: true,
            $"Whether attempt {attempt.Number} of step {id} had its effect is unknown: it was cancelled and did not end within the grace period of {_worker.Options.StepGracePeriod}.");
    }

    private void RecordSettled(StepCall call, int attempt, ReadOnlyMemory<byte>? arguments, bool isUnknown, string why)
    {
        _begun.Remove(call.Id);
        var failure = _worker.Runtime.Exceptions.Capture(new OperationCanceledException(why));
        Record(new StepFailed(call.Id, attempt, call.Source, arguments, failure) { IsCompensable = call.IsCompensable, IsUnknown = isUnknown });
    }

    /// <summary>Notes what this actor has begun, where that matters.</summary>
    private void Begun(StepCall call)
    {
        if (call.IsCompensable || call.Compensates is not null)
            _begun.Add(call.Id);
    }

    /// <returns>False for an attempt that was fenced: its outcome is recorded already.</returns>
    private bool TakeBack(AttemptOutcome outcome)
    {
        var id = outcome.Attempt.Call.Id;
        if (_attempts.GetValueOrDefault(id) != outcome.Attempt)
            return false;
        _attempts.Remove(id);
        if (_graces is not null && _graces.Remove(id, out var grace))
            grace.Cancel();
        if (outcome is AttemptCompleted or AttemptFailed)
            _begun.Remove(id);
        return true;
    }

    private static StepEvent CompletedEvent(StepAttempt attempt, ReadOnlyMemory<byte>? arguments, ReadOnlyMemory<byte> result)
    {
        var call = attempt.Call;
        return call.IsCompensation
            ? new CompensationCompleted(call.Id, attempt.Number, call.Source, arguments)
            : new StepCompleted(call.Id, attempt.Number, call.Source, arguments, result) { IsCompensable = call.IsCompensable, Compensates = call.Compensates };
    }

    private static StepEvent FinalFailureEvent(StepAttempt attempt, ReadOnlyMemory<byte>? arguments, Failure failure, bool isUnknown)
    {
        var call = attempt.Call;
        return call.IsCompensation
            ? new CompensationFailed(call.Id, attempt.Number, call.Source, arguments, failure)
            : new StepFailed(call.Id, attempt.Number, call.Source, arguments, failure) { IsCompensable = call.IsCompensable, IsUnknown = isUnknown };
    }
}
