using DurableSdk.Events;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Events become durable, then they are applied.</summary>
internal sealed partial class RunActor
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly List<RunEvent> _outbox = [];
    private readonly List<long> _consumed = [];
    private readonly HashSet<string> _fired = new(StringComparer.Ordinal);
    private Func<NextRun>? _next;
    private Standing? _refused;

    private void Record(RunEvent e) => _outbox.Add(e);

    private void RecordBlock(DurableException error) => Record(new Blocked(error.Code, error.Message, _worker.Runtime.Build));

    /// <summary>What was to be recorded is proposed, or of no account.</summary>
    private void ClearOutbox()
    {
        _outbox.Clear();
        _consumed.Clear();
        _fired.Clear();
        _messages.Clear();
        _hooks.Clear();
        _children.Clear();
        _next = null;
    }

    /// <returns>False when the run belongs to somebody else now.</returns>
    private async Task<bool> CommitAsync()
    {
        var now = _worker.Runtime.UtcNow;
        var entries = _outbox.Select((e, i) => new LogEntry(_lastSequence + 1 + i, now, e)).ToArray();
        var append = await WhenEncodableAsync(() => AppendOf(entries));
        ClearOutbox();
        var result = await ProposeAsync(append);
        while (result.Outcome is AppendOutcome.MessageRefused or AppendOutcome.HookRefused)
        {
            var (refused, why) = (append, result);
            append = await WhenEncodableAsync(() => why.Sent is { } sent ? WithoutRefused(refused, entries, sent) : WithoutRefusedHooks(refused, entries, why.HookOwners!));
            result = await ProposeAsync(append);
        }

        return Accept(append, entries, result);
    }

    /// <returns>False when the run belongs to somebody else now.</returns>
    private bool Accept(Append append, LogEntry[] entries, AppendResult result)
    {
        if (result.Outcome != AppendOutcome.Committed)
        {
            LogRefused(RunId, Definition.Key.Name, result.Outcome);
            _refused = new Standing(RunStatus.Running, _worker.Runtime.UtcNow + LongestPause);
            return false;
        }

        WarnOfHistory(_lastSequence, entries[^1].Sequence);
        _lastSequence = entries[^1].Sequence;
        _activeAt = entries[^1].At;
        if (append.Status != _status || append.Status.IsFinished())
            LogStatus(RunId, append.Status, entries);
        _status = append.Status;
        if (_status.IsFinished() || entries.Any(entry => entry.Event is UpdateCompleted or UpdateRejected))
            _worker.Runtime.Answers.Raise(RunId);
        Apply(entries);
        return true;
    }

    /// <summary>Goes on trying while a codec fails: it may ask others for a key, and what has happened must not happen again for that.</summary>
    private async Task<TEncoded> WhenEncodableAsync<TEncoded>(Func<TEncoded> encode)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return encode();
            }
            catch (DurableException e) when (e.Code == "DS2012")
            {
                LogEncodeFailed(RunId, Definition.Key.Name, pause, e.Message);
            }

            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
        }
    }

    private Append AppendOf(LogEntry[] entries)
    {
        var status = StatusAfter();
        return new Append
        {
            RunId = RunId,
            ExpectedSequence = _lastSequence,
            Events = Encode(entries),
            Status = status,
            WakeAt = status == RunStatus.Waiting ? WakeAfter() : null,
            ConsumedInbox = _consumed.ToArray(),
            BlockedBuild = status == RunStatus.Blocked ? _worker.Runtime.Build : null,
            Projection = RunProjection.Of(entries.Select(entry => entry.Event)),
            Next = _next?.Invoke(),
            Messages = _messages.ToArray(),
            Hooks = _hooks.ToArray(),
            Children = _children.Select(child => child()).ToArray(),
            MayBlock = _worker.HasOneRun,
        };
    }

    private StoredEvent[] Encode(LogEntry[] entries) => Array.ConvertAll(entries, entry => _worker.Runtime.Events.Encode(RunId, entry));

    /// <summary>What is recorded next decides: an end, a block, something the code will go on by, or mere waiting.</summary>
    private RunStatus StatusAfter()
    {
        var status = _status.IsHeld() ? _status : RunStatus.Waiting;
        foreach (var e in _outbox)
        {
            status = e switch
            {
                WorkflowCompleted => RunStatus.Completed,
                WorkflowFailed => RunStatus.Failed,
                WorkflowCanceled => RunStatus.Canceled,
                ContinuedAsNew => RunStatus.ContinuedAsNew,
                Blocked => RunStatus.Blocked,
                Resumed or CancelRequested => RunStatus.Running,
                _ when status == RunStatus.Blocked => RunStatus.Blocked,
                Paused => RunStatus.Paused,
                _ when status == RunStatus.Paused => RunStatus.Paused,
                StepCompleted or StepFailed or TimerFired or SignalReceived or MessageSent or UpdateAccepted => RunStatus.Running,
                HookCreated or HookResumed or HookExpired or HookClosed => RunStatus.Running,
                ChildStarted { IsDetached: true } or ChildCompleted or ChildFailed => RunStatus.Running,
                CompensationStarted or CompensationCompleted or CompensationFailed => RunStatus.Running,
                _ => status,
            };
        }

        // A hook that the store has closed and the log has not is work as well: its end makes the code go on.
        return status == RunStatus.Waiting && _attempts.Count + _held.Count + _transactions.Count + _endedHooks.Count > 0 ? RunStatus.Running : status;
    }

    private DateTimeOffset? WakeAfter()
    {
        var wakes = _outbox.Select(e => e switch
        {
            TimerStarted timer => timer.DueAt,
            StepAttemptFailed failed => failed.RetryAt,
            HookCreated hook => hook.ExpiresAt,
            _ => (DateTimeOffset?)null,
        });
        return wakes.Append(_waits.Next).Min();
    }

    /// <summary>
    /// Appends, and goes on trying while the store is unavailable. After a failure whose outcome is unknown the log is read first: what
    /// is there already counts, and is not written twice.
    /// </summary>
    private async Task<AppendResult> ProposeAsync(Append append)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                var result = await _worker.Owner.AppendAsync(append, _worker.Abandoned);
                var mayBeOurs = pause > FirstPause && result.Outcome is AppendOutcome.SequenceConflict or AppendOutcome.RunFinished;
                return mayBeOurs && await FindAsync(append) is { } late ? late : result;
            }
            catch (Exception e) when (!_worker.Abandoned.IsCancellationRequested)
            {
                LogAppendFailed(e, RunId, Definition.Key.Name, pause);
            }

            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
            if (await FindAsync(append) is { } found)
                return found;
        }
    }

    /// <summary>Reads, and goes on trying while the store is unavailable: what is in flight for the run stays with it.</summary>
    private async Task WhenAvailableAsync(Func<Task> read)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                await read();
                return;
            }
            catch (Exception e) when (e is not DurableException { Code: not "DS3005" } && !_worker.Abandoned.IsCancellationRequested)
            {
                LogReadFailed(e, RunId, Definition.Key.Name, pause);
            }

            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) => pause * 2 < LongestPause ? pause * 2 : LongestPause;

    /// <summary>What became of an append whose outcome is unknown; null when it isn't there. Nothing is proposed before this is known.</summary>
    private async Task<AppendResult?> FindAsync(Append append)
    {
        StoredEvent? last = null;
        await WhenAvailableAsync(async () => last = await _worker.Store.ReadLastEventAsync(RunId, _worker.Abandoned));
        if (last is not { } found || found.Sequence == append.ExpectedSequence)
            return null;
        var isOurs = found.Sequence == append.Events[^1].Sequence && await HoldsAsync(append);
        return new AppendResult(isOurs ? AppendOutcome.Committed : AppendOutcome.SequenceConflict, found.Sequence);
    }

    /// <summary>Whether the log has just these events, times included: a new owner may have come to the same last event after others, or at another time.</summary>
    private async Task<bool> HoldsAsync(Append append)
    {
        IReadOnlyList<StoredEvent> held = [];
        await WhenAvailableAsync(async () => held = await _worker.Store.ReadEventsAsync(RunId, append.ExpectedSequence, append.Events.Count, _worker.Abandoned));
        return held.Select(stored => (stored.Sequence, stored.At, stored.Checksum)).SequenceEqual(append.Events.Select(stored => (stored.Sequence, stored.At, stored.Checksum)));
    }
}
