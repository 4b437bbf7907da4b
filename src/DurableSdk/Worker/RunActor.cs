using DurableSdk.CompilerServices;
using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Hosting;
using DurableSdk.Storage;
using Microsoft.Extensions.Logging;

namespace DurableSdk.Worker;

/// <summary>
/// Drives one claimed run: commands of its core become steps, timers and appends; what happens becomes events; events are applied
/// once they are committed. A single loop, so that nothing of a run happens at the same time as anything else of it.
/// </summary>
internal sealed partial class RunActor
{
    /// <summary>The wait for the time at which the run is to begin; no operation has such an id.</summary>
    private const string StartWait = "StartAt";

    private readonly WorkerContext _worker;
    private ClaimedRun _claim;
    private readonly Mailbox _inputs = new();
    private readonly Dictionary<string, StepAttempt> _attempts = new(StringComparer.Ordinal);
    private readonly WaitTable _waits = new();
    private readonly bool _isNew;
    private RunStatus _status;
    private bool _awaitsMessage;
    private DateTimeOffset _activeAt;
    private TimerEntry? _quiet;
    private long _lastSequence;

    public RunActor(WorkerContext worker, ClaimedRun claim, WorkflowDefinition definition)
    {
        _worker = worker;
        _log = worker.Log;
        _claim = claim;
        Definition = definition;
        _status = claim.Status;
        _lastSequence = claim.LastSequence;
        _isNew = claim.Status == RunStatus.Pending || claim.Started is not null;
        // What the code logged before its first event may have ended with its process: better twice than never.
        _replayedThrough = _isNew || claim is { Status: RunStatus.Running, LastSequence: 1 } ? 0 : claim.LastSequence;
    }

    public string RunId => _claim.RunId;

    public WorkflowDefinition Definition { get; }

    public Execution Execution => _worker.Execution;

    public StepRunner Steps => _worker.Steps;

    public void Post(RunInput input) => _inputs.Post(input);

    /// <summary>The run may go on right here; see <see cref="Mailbox.Post(RunInput, bool)"/>.</summary>
    public void PostLast(RunInput input) => _inputs.Post(input, goesOnHere: true);

    /// <summary>Called from any thread. Where the run was let go too, it is blocked when it is taken up next.</summary>
    public void Violate(DurableException error)
    {
        // A run that has ended isn't taken up again.
        var hasEnded = _status.IsFinished();
        if (!hasEnded && !_worker.LateViolations.TryAdd(RunId, error))
            return;
        LogLateViolation(error.Message);
        if (hasEnded)
            return;
        Post(new LateViolation(error));
    }

    /// <summary>Ends when the run has ended, is let go, or the host stops.</summary>
    /// <returns>How the run stands when it is let go; null where there is nothing to say to the store.</returns>
    public async Task<Standing?> RunAsync()
    {
        try
        {
            _activeAt = _worker.Runtime.UtcNow;
            await BeginAsync();
            return await LiveAsync();
        }
        catch (OperationCanceledException) when (_worker.IsOver)
        {
            return null;
        }
        catch (Exception e) when (e is not DurableException { Code: "DS3005" } && !_worker.IsOver)
        {
            return await SetAsideAsync(e);
        }
        finally
        {
            await EndAsync();
        }
    }

    /// <summary>An error of the engine itself: taken up again, the run would meet it again, and its steps would run again each time.</summary>
    private async Task<Standing?> SetAsideAsync(Exception e)
    {
        LogSetAside(RunId, Definition.Key.Name, ExceptionTraces.Of(e));
        await DropAsync();
        ClearOutbox();
        RecordBlock(HostingErrors.EngineFailed(RunId, e));
        var (append, entries) = await EncodeOutboxAsync();
        return await AcceptAsync(append, entries, await ProposeAsync(append)) ? new Standing(RunStatus.Blocked, null) : _refused;
    }

    private bool IsStopping => _worker.IsStopping;

    /// <summary>Messages come first: what they cancel need not begin.</summary>
    private async Task BeginAsync()
    {
        if (_claim.CrashedRecoveries >= _worker.Options.CrashedRecoveriesMax)
            RecordBlock(HostingErrors.CrashedTooOften(RunId, _claim.CrashedRecoveries));
        else if (_worker.LateViolations.TryRemove(RunId, out var late) && _status != RunStatus.Blocked)
            RecordBlock(late);
        else if (_claim.Status == RunStatus.Blocked && (!_claim.HasInbox || _claim.BlockedBuild != _worker.Runtime.Build))
            Record(new Resumed());
        else
            _mustLook = true;
        if (_claim.HasInbox)
            await HandleInboxAsync();
    }

    /// <summary>What came last led to nothing that an append would say: who looks sees that the run waits, and the host's death isn't put down to it.</summary>
    private async ValueTask RestAsync()
    {
        if (_status is not (RunStatus.Running or RunStatus.Pending) || _waits.Contains(StartWait) || IsStopping || _attempts.Count + _held.Count + _transactions.Count > 0 || !_inputs.IsEmpty || (_waits.IsEmpty && !_awaitsMessage))
            return;
        await WhenAvailableAsync(async () => await _worker.Owner.RestAsync(RunId, _waits.Next, _worker.Abandoned));
        _status = RunStatus.Waiting;
    }

    private bool CanLetGo()
    {
        if (_attempts.Count > 0 || !_inputs.IsEmpty)
            return false;
        if (_status.IsHeld() || IsStopping)
            return true;
        // Nothing but a cancellation can come: dropped, its code could wait for something foreign and nobody would notice.
        if (_waits.IsEmpty && !_awaitsMessage)
            return false;
        // What is due already must fire here: let go, the run would be claimed again at once, for ever.
        var now = _worker.Runtime.UtcNow;
        var soon = _worker.Options.EvictAfterEveryAwait || _worker.IsCrowded ? TimeSpan.Zero : _worker.Options.EvictAfter;
        return (_waits.Next is not { } next || next - now > soon) && (!_awaitsMessage || IsQuiet(now, soon));
    }

    /// <summary>Messages often come in company; taken up anew for each, a run would read its whole log each time.</summary>
    private bool IsQuiet(DateTimeOffset now, TimeSpan after)
    {
        if (now - _activeAt >= after)
            return true;
        // Farther than any date: never.
        if (after >= DateTimeOffset.MaxValue - _activeAt)
            return false;
        _quiet ??= _worker.Timers.Add(_activeAt + after, () => Post(new QuietTimeOver()));
        return false;
    }

    private Standing? StandingNow() => _status.IsHeld() ? new Standing(_status, null, _inboxLeft)
        : IsStopping ? null
        : new Standing(_waits.Contains(StartWait) ? RunStatus.Pending : RunStatus.Waiting, _waits.Next);

    private async Task EndAsync()
    {
        _waits.CancelAll();
        foreach (var grace in _graces?.Values.AsEnumerable() ?? [])
            grace.Cancel();
        _quiet?.Cancel();
        foreach (var attempt in _attempts.Values)
            attempt.Cancel();
        await DropAsync();
    }
}

/// <summary>How a run stands when its owner lets go of it.</summary>
/// <param name="Status">Its status.</param>
/// <param name="WakeAt">When it wants attention by itself.</param>
/// <param name="InboxLeft">Messages up to this position can't be read, and don't wake it.</param>
internal sealed record Standing(RunStatus Status, DateTimeOffset? WakeAt, long InboxLeft = 0);
