using DurableSdk.Collections;
using DurableSdk.Events;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Events become durable, then they are applied.</summary>
internal sealed partial class RunActor
{
    private readonly List<RunEvent> _outbox = [];

    /// <summary>Nearly always one event is recorded, and it is applied before the next.</summary>
    private readonly LogEntry[] _single = new LogEntry[1];

    /// <summary>For the events of <see cref="_lone"/>, one after another.</summary>
    private readonly StoredEvent[] _loneEvents = new StoredEvent[1];

    /// <summary>For the body of what stands in <see cref="_loneEvents"/>.</summary>
    private readonly ReusedMemory _body = new();

    private LazySet<string> _fired;
    private AppendExtras? _extras;
    private Append? _lone;
    private Standing? _refused;

    private void Record(RunEvent e) => _outbox.Add(e);

    /// <summary>What the next append has besides its events; nothing for nearly all.</summary>
    private AppendExtras Extras => _extras ??= new();

    private void RecordBlock(DurableException error) => Record(new Blocked(error.Code, error.Message, _worker.Runtime.Build));

    /// <summary>What was to be recorded is proposed, or of no account.</summary>
    private void ClearOutbox()
    {
        _outbox.Clear();
        _fired.Clear();
        _extras = null;
    }

    private async ValueTask<(Append Append, LogEntry[] Entries)> EncodeOutboxAsync()
    {
        var now = _worker.Runtime.UtcNow;
        var entries = _outbox.Count == 1 ? _single : new LogEntry[_outbox.Count];
        for (var i = 0; i < entries.Length; i++)
            entries[i] = new LogEntry(_lastSequence + 1 + i, now, _outbox[i]);
        var append = await WhenEncodableAsync(entries, static (run, entries) => run.AppendOf(entries));
        ClearOutbox();
        return (append, entries);
    }

    private Append WithoutRefused(Append append, LogEntry[] entries, AppendResult why) =>
        why.Sent is { } sent ? WithoutRefused(append, entries, sent) : WithoutRefusedHooks(append, entries, why.HookOwners!);

    /// <returns>False when the run belongs to somebody else now.</returns>
    private async ValueTask<bool> AcceptAsync(Append append, LogEntry[] entries, AppendResult result)
    {
        while (result.Outcome is AppendOutcome.MessageRefused or AppendOutcome.HookRefused)
        {
            append = await WhenEncodableAsync((append, entries, result), static (run, refused) => run.WithoutRefused(refused.append, refused.entries, refused.result));
            result = await ProposeAsync(append);
        }

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
        Count(entries);
        if (_status.IsFinished() || Array.Exists(entries, static entry => entry.Event is UpdateCompleted or UpdateRejected))
            _worker.Runtime.Answers.Raise(RunId);
        await ApplyAsync(entries);
        // What was large must not stay.
        _single[0] = null!;
        _loneEvents[0] = default;
        return true;
    }

    /// <summary>Goes on trying while a codec fails: it may ask others for a key, and what has happened must not happen again for that.</summary>
    private async ValueTask<TEncoded> WhenEncodableAsync<TState, TEncoded>(TState state, Func<RunActor, TState, TEncoded> encode)
    {
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            try
            {
                return encode(this, state);
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
        var wakeAt = status == RunStatus.Waiting ? WakeAfter() : null;
        return IsLone(entries, status) ? LoneOf(entries[0], status, wakeAt) : new Append
        {
            RunId = RunId,
            ExpectedSequence = _lastSequence,
            Events = Encode(entries),
            Status = status,
            WakeAt = wakeAt,
            ConsumedInbox = _extras?.Consumed ?? [],
            BlockedBuild = status == RunStatus.Blocked ? _worker.Runtime.Build : null,
            Projection = _outbox.Exists(static e => e is MarkEvent) ? RunProjection.Of(_outbox) : null,
            Next = _extras?.Next?.Invoke(),
            Messages = _extras?.Messages ?? [],
            Hooks = _extras?.Hooks ?? [],
            Children = _extras is { Children: { Count: > 0 } children } ? [.. children.Select(child => child())] : [],
            MayBlock = MayBlock,
        };
    }

    /// <summary>Whether it is one event that changes nothing but the log and whether the run waits, as nearly all are.</summary>
    private bool IsLone(LogEntry[] entries, RunStatus status) =>
        entries is [{ Event: not MarkEvent }] && status is RunStatus.Running or RunStatus.Waiting && _extras is null;

    /// <summary>The append of before, which is the run's again since it was answered.</summary>
    private Append LoneOf(LogEntry entry, RunStatus status, DateTimeOffset? wakeAt)
    {
        _loneEvents[0] = _worker.Runtime.Events.Encode(RunId, entry, _body);
        _lone ??= new Append { RunId = RunId, ExpectedSequence = 0, Events = _loneEvents, Status = RunStatus.Running };
        _lone.Reuse(_lastSequence, status, wakeAt, MayBlock);
        return _lone;
    }

    private StoredEvent[] Encode(LogEntry[] entries)
    {
        var stored = new StoredEvent[entries.Length];
        for (var i = 0; i < stored.Length; i++)
            stored[i] = _worker.Runtime.Events.Encode(RunId, entries[i]);
        return stored;
    }

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
                ChildStarted { IsDetached: true } or ChildEnded => RunStatus.Running,
                CompensationStarted or CompensationCompleted or CompensationFailed => RunStatus.Running,
                _ => status,
            };
        }

        return status == RunStatus.Waiting && HasWork ? RunStatus.Running : status;
    }

    /// <summary>Whether nothing else could use the thread that waits for the disk.</summary>
    private bool MayBlock => _worker.HasOneRun && _attempts.Count == 0;

    /// <summary>
    /// A hook that the store has closed and the log has not is work as well: its end makes the code go on. So is code that wasn't asked yet what it wants:
    /// what it begins may need no append, and a host that dies of it must not find the run at rest.
    /// </summary>
    private bool HasWork => _mustLook || _attempts.Count + _held.Count + _transactions.Count + _endedHooks.Count > 0;

    private DateTimeOffset? WakeAfter()
    {
        var first = _waits.Next;
        foreach (var e in _outbox)
        {
            var wake = e switch
            {
                TimerStarted timer => timer.DueAt,
                StepAttemptFailed failed => failed.RetryAt,
                HookCreated hook => hook.ExpiresAt,
                _ => (DateTimeOffset?)null,
            };
            if (first is null || wake < first)
                first = wake ?? first;
        }

        return first;
    }
}
