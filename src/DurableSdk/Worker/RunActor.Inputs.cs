using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>What happens becomes events.</summary>
internal sealed partial class RunActor
{
    private async Task HandleAsync(RunInput input)
    {
        switch (input)
        {
            case AttemptEnded e: await HandleEndedAsync(e.Attempt, e.Outcome); break;
            case AttemptRunsLong e: HandleRunsLong(e.Attempt); break;
            case OperationDue e: HandleDue(e.Id); break;
            case InboxArrived: await HandleInboxAsync(); break;
            case LateViolation e when _worker.LateViolations.TryRemove(RunId, out _) && _status != RunStatus.Blocked: await BlockAsync(e.Error); break;
            case QuietTimeOver: _quiet = null; break;
            case Wake: _mustLook |= _live is not null; break;
        }
    }

    private async Task HandleEndedAsync(StepAttempt attempt, AttemptOutcome outcome)
    {
        _attempts.Remove(attempt.Call.Id);
        using var over = attempt;
        var call = attempt.Call;
        var arguments = attempt.UnrecordedArguments;
        switch (outcome)
        {
            case AttemptCompleted e:
                Record(new StepCompleted(call.Id, attempt.Number, call.Source, arguments, e.Result));
                break;
            case AttemptFailed e:
                Record(FailureEvent(attempt, arguments, e.Exception));
                break;
            case AttemptBlocked e:
                await BlockAsync(e.Error);
                break;
        }
    }

    private StepEvent FailureEvent(StepAttempt attempt, ReadOnlyMemory<byte>? arguments, Exception exception)
    {
        var call = attempt.Call;
        var failure = _worker.Runtime.Exceptions.Capture(exception);
        if (attempt.IsCanceled || !RetryPolicy.CanRetry(call.Options, attempt.Number, exception))
            return new StepFailed(call.Id, attempt.Number, call.Source, arguments, failure);
        var retryAt = _worker.Runtime.UtcNow + RetryPolicy.Delay(call.Options, attempt.Number, Random.Shared.NextDouble());
        LogStepFailed(call.Id, RunId, attempt.Number, call.Options.MaxAttempts, retryAt, failure.Type);
        return new StepAttemptFailed(call.Id, attempt.Number, call.Source, arguments, failure, retryAt);
    }

    /// <summary>
    /// Whether the code can say now what it makes of an update: it stands at the end of the log. If not, the update and what came after it stay in the inbox until it does.
    /// </summary>
    private bool CanDecide()
    {
        if (_outbox.Count == 0 && (_status == RunStatus.Blocked || (_live is not null && !_mustLook)))
            return true;
        _mustLook |= _live is null;
        _inboxWaits = true;
        return false;
    }

    private RunEvent Decide(UpdateAccepted update)
    {
        var reason = _status == RunStatus.Blocked ? "the run is blocked; once it is resumed, send it again with another id" : _live!.Core.WhyRefused(update);
        return reason is null ? update : new UpdateRejected(update.Id, update.Name, reason);
    }

    private void HandleRunsLong(StepAttempt attempt)
    {
        var call = attempt.Call;
        if (attempt.IsOver || _attempts.GetValueOrDefault(call.Id) != attempt)
            return;
        Record(new StepStarted(call.Id, attempt.Number, call.Source, attempt.UnrecordedArguments));
        attempt.IsRecorded = true;
    }

    private void HandleDue(string id)
    {
        // At a stop it still counts for the time at which the run wants to go on.
        if (IsStopping || !_waits.Remove(id, out var wait))
            return;
        // A run that is resumed later asks for its waits again.
        if (_status == RunStatus.Blocked)
            return;
        if (wait.Retry is { } retry)
            StartAttempt(retry);
        else
            Record(new TimerFired(id));
    }

    private async Task HandleInboxAsync()
    {
        _inboxWaits = false;
        IReadOnlyList<InboxEntry> inbox = [];
        await WhenAvailableAsync(async () => inbox = await _worker.Owner.ReadInboxAsync(RunId, _worker.Abandoned));
        foreach (var (position, message) in inbox)
        {
            if (_consumed.Contains(position))
                continue;
            if (message.Kind == InboxKind.Update && !CanDecide())
                return;
            _consumed.Add(position);
            Record(message.Kind switch
            {
                InboxKind.Update => Decide(UpdateBody.Read(message.Body)),
                InboxKind.Cancel => new CancelRequested(InboxBody.Read(message.Body)),
                InboxKind.Resume => new Resumed(),
                InboxKind.Signal => SignalBody.Read(message.Body, message.Id),
                _ => throw new InvalidOperationException($"Message {position} of run {RunId} has the unknown kind {message.Kind}."),
            });
        }
    }
}
