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
    private NextRun? _next;
    private Standing? _refused;

    private void Record(RunEvent e) => _outbox.Add(e);

    private void RecordBlock(DurableException error) => Record(new Blocked(error.Code, error.Message, _worker.Runtime.Build));

    /// <returns>False when the run belongs to somebody else now.</returns>
    private async Task<bool> CommitAsync()
    {
        var now = _worker.Runtime.UtcNow;
        var entries = _outbox.Select((e, i) => new LogEntry(_lastSequence + 1 + i, now, e)).ToArray();
        var append = AppendOf(entries);
        _outbox.Clear();
        _consumed.Clear();
        var result = await ProposeAsync(append);
        if (result.Outcome != AppendOutcome.Committed)
        {
            LogRefused(RunId, Definition.Key.Name, result.Outcome);
            _refused = new Standing(RunStatus.Running, now + LongestPause);
            return false;
        }

        WarnOfHistory(_lastSequence, entries[^1].Sequence);
        _lastSequence = entries[^1].Sequence;
        _activeAt = now;
        if (append.Status != _status || append.Status.IsFinished())
            LogStatus(RunId, append.Status, entries);
        _status = append.Status;
        Apply(entries);
        return true;
    }

    private Append AppendOf(LogEntry[] entries)
    {
        var status = StatusAfter();
        return new Append
        {
            RunId = RunId,
            ExpectedSequence = _lastSequence,
            Events = Array.ConvertAll(entries, entry => EventCodec.Encode(RunId, entry)),
            Status = status,
            WakeAt = status == RunStatus.Waiting ? WakeAfter() : null,
            ConsumedInbox = _consumed.ToArray(),
            BlockedBuild = status == RunStatus.Blocked ? _worker.Runtime.Build : null,
            Next = _next,
        };
    }

    /// <summary>What is recorded next decides: an end, a block, something the code will go on by, or mere waiting.</summary>
    private RunStatus StatusAfter()
    {
        var status = _status == RunStatus.Blocked ? RunStatus.Blocked : RunStatus.Waiting;
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
                StepCompleted or StepFailed or TimerFired or SignalReceived or UpdateAccepted => RunStatus.Running,
                _ => status,
            };
        }

        return status == RunStatus.Waiting && _attempts.Count > 0 ? RunStatus.Running : status;
    }

    private DateTimeOffset? WakeAfter()
    {
        var wakes = _outbox.Select(e => e switch
        {
            TimerStarted timer => timer.DueAt,
            StepAttemptFailed failed => failed.RetryAt,
            _ => (DateTimeOffset?)null,
        });
        return wakes.Append(NextWake()).Min();
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
        var ours = append.Events[^1];
        var isOurs = found.Sequence == ours.Sequence && found.Checksum == ours.Checksum;
        return new AppendResult(isOurs ? AppendOutcome.Committed : AppendOutcome.SequenceConflict, found.Sequence);
    }
}
