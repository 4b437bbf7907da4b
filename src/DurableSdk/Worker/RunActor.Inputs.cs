using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>What happens becomes events.</summary>
internal sealed partial class RunActor
{
    private async ValueTask HandleAsync(RunInput input)
    {
        switch (input)
        {
            case AttemptOutcome e: await HandleEndedAsync(e); break;
            case GraceOver e: HandleGraceOver(e.Attempt); break;
            case AttemptRunsLong e: HandleRunsLong(e.Attempt); break;
            case OperationDue e: await HandleDueAsync(e.Id); break;
            case InboxArrived: await HandleInboxAsync(); break;
            case RunTerminated: Abandon(); break;
            case LateViolation e when _worker.LateViolations.TryRemove(RunId, out _) && _status != RunStatus.Blocked: await BlockAsync(e.Error); break;
            case QuietTimeOver: _quiet = null; break;
            case Wake: _mustLook |= _live is not null; break;
        }
    }

    private async ValueTask HandleEndedAsync(AttemptOutcome outcome)
    {
        using var attempt = outcome.Attempt;
        if (!TakeBack(outcome))
            return;
        var arguments = attempt.UnrecordedArguments;
        switch (outcome)
        {
            case AttemptCompleted e:
                Record(CompletedEvent(attempt, arguments, e.Result));
                break;
            case AttemptFailed e:
                Record(FailureEvent(attempt, arguments, e));
                break;
            case AttemptBlocked e when attempt.Call.IsCompensation:
                // The other compensations still run; then the run is blocked.
                Record(FinalFailureEvent(attempt, arguments, _worker.Runtime.Exceptions.Capture(e.Cause), isUnknown: false));
                break;
            case AttemptBlocked e:
                await BlockAsync(e.Cause);
                break;
        }
    }

    private StepEvent FailureEvent(StepAttempt attempt, ReadOnlyMemory<byte>? arguments, AttemptFailed outcome)
    {
        var call = attempt.Call;
        var failure = _worker.Runtime.Exceptions.Capture(outcome.Exception);
        if (attempt.IsCanceled || !RetryPolicy.CanRetry(call.Options, attempt.Number, outcome.Exception))
        {
            if (!attempt.IsCanceled)
                LogStepGivenUp(call.Id, RunId, attempt.Number, call.Options.MaxAttempts, failure.Type);
            return FinalFailureEvent(attempt, arguments, failure, outcome.IsFenced);
        }

        var retryAt = _worker.Runtime.UtcNow + RetryPolicy.Delay(call.Options, attempt.Number, _worker.Runtime.Ids.Jitter(), RetryHint.Of(outcome.Exception));
        LogStepFailed(call.Id, RunId, attempt.Number, call.Options.MaxAttempts, retryAt, failure.Type);
        return new StepAttemptFailed(call.Id, attempt.Number, call.Source, arguments, failure, retryAt)
        {
            IsCompensable = call.IsCompensable,
            IsUnknown = outcome.IsFenced,
        };
    }

    /// <summary>
    /// Whether the code can say now what it makes of an update: it stands at the end of the log. If not, the update and what came after it stay in the inbox until it does.
    /// A run that is held or hasn't begun is never left with an update: it would be taken up for it again and again.
    /// </summary>
    private bool CanDecide()
    {
        if (_outbox.Count == 0 && (_status.IsHeld() || (!_mustLook && (_live is not null || _waits.Contains(StartWait)))))
            return true;
        _mustLook |= _live is null;
        _inboxWaits = true;
        return false;
    }

    private async Task<RunEvent> DecideAsync(UpdateAccepted update) =>
        await WhyRefusedAsync(update) is { } reason ? new UpdateRejected(update.Id, update.Name, reason) : update;

    /// <summary>Of a paused run the code is asked too, and does what it has accepted when the run goes on.</summary>
    private async Task<string?> WhyRefusedAsync(UpdateAccepted update)
    {
        if (_status == RunStatus.Blocked)
            return "the run is blocked; once it is resumed, send it again with another id";
        try
        {
            await WhenAvailableAsync(EnsureLiveAsync);
        }
        catch (DurableException e)
        {
            return $"the run can't go on: {e.Message}";
        }

        if (_live is null)
            return "the run hasn't begun; once it has, send it again with another id";
        return await WithSlotAsync(update, static (run, update) => run._live!.Core.WhyRefused(update));
    }

    private void HandleRunsLong(StepAttempt attempt)
    {
        var call = attempt.Call;
        if (attempt.IsOver || _attempts.GetValueOrDefault(call.Id) != attempt)
            return;
        Record(new StepStarted(call.Id, attempt.Number, call.Source, attempt.UnrecordedArguments) { IsCompensable = call.IsCompensable });
        attempt.IsRecorded = true;
    }

    private async Task HandleDueAsync(string id)
    {
        // At a stop it still counts for the time at which the run wants to go on.
        if (IsStopping || !_waits.Remove(id, out var wait))
            return;
        // A run that is resumed later asks for its waits again.
        if (_status.IsHeld())
            return;
        if (id == StartWait)
            _mustLook = true;
        else if (wait.Retry is { } retry)
            StartAttempt(retry);
        else if (wait.HookId is { } hookId)
            await EndHookAsync(new HookExpired(hookId));
        else if (_fired.Add(id))
            Fire(id, wait.DueAt);
    }

    /// <summary>The log has its end already: what is in hand here is of no account.</summary>
    private void Abandon()
    {
        ClearOutbox();
        _status = RunStatus.Terminated;
        LogChanged(RunId, Definition.Key.Name, _status);
    }
}
