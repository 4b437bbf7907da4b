using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Apply, and ask for commands.</summary>
internal sealed partial class RunActor
{
    private const int LogPage = 1000;

    private LiveRun? _live;
    private long _replayedThrough;
    private bool _mustLook;

    /// <summary>After a commit, if there was something to commit.</summary>
    private async ValueTask<Next> AdvanceAsync()
    {
        StartHeld();
        if (_status.IsFinished())
            return Next.End;
        if (IsStopping || (_status.IsHeld() && !_inboxWaits))
            return WaitWithNothingMoreToDo();
        if (_mustLook && !_status.IsHeld())
            await LookAsync();
        if (_outbox.Count == 0 && _inboxWaits)
            await HandleInboxAsync();
        if (_outbox.Count > 0 || _inboxWaits || _status.IsHeld())
            return Next.Commit;
        if (_transactions.Count == 0)
            return Next.Wait;
        return await TransactAsync() ? Next.Commit : Next.End;
    }

    /// <summary>Brings the code up to the log and does what it asks for.</summary>
    private async ValueTask LookAsync()
    {
        _mustLook = false;
        try
        {
            if (_live is null)
                await WhenAvailableAsync(EnsureLiveAsync);
        }
        catch (DurableException e)
        {
            await BlockAsync(e);
            return;
        }

        if (_live is null)
            return;
        // What they carry is written by the user's converters.
        var commands = await WithSlotAsync(_live.Core, static (_, core) => core.TakeCommands());
        _awaitsMessage = _live.Core.AwaitsMessage;
        WriteLogLines();
        if (_lastSequence >= _worker.Options.HistoryEventsMax && IsLonger(commands))
        {
            await BlockAsync(HostingErrors.HistoryTooLong(RunId, Definition.Key.Name, _lastSequence, _worker.Options.HistoryEventsMax));
            return;
        }

        if (WhyNotStarted(commands) is { } error)
            await BlockAsync(error);
        else
            await PerformAllAsync(commands);
    }

    /// <summary>What makes the log longer for a new reason; what is under way may come to its end, and so may the run.</summary>
    private bool IsNew(Command command) =>
        command is StartTimer or RecordMark or RecordPatch or SendSignal or CreateHook or StartChild || (command is ExecuteStep { IsRecorded: false, Call.IsCompensation: false } step && !_attempts.ContainsKey(step.Call.Id));

    /// <summary>The last words of a run that ends go with its end, which is never refused.</summary>
    private bool IsLonger(IReadOnlyList<Command> commands) => commands.Any(IsNew) && commands[^1] is not (FinishRun or ContinueRun or BeginCompensation);

    private async Task EnsureLiveAsync()
    {
        if (_live is not null)
            return;
        await BuildAsync(await HistoryIfUsualAsync());
        if (_live is { Core.NeedsHistory: true })
            await BuildAgainAsync();
        _replayedThrough = _lastSequence;
    }

    private async ValueTask BuildAsync(RunHistory? history)
    {
        _live = await LiveRun.CreateAsync(_worker, this, _lastSequence, history);
        try
        {
            if (!await ReplayAsync(_live.Core))
                await DropAsync();
        }
        catch
        {
            await DropAsync();
            throw;
        }
    }

    /// <returns>False where the run isn't to begin yet.</returns>
    private async ValueTask<bool> ReplayAsync(ReplayCore core)
    {
        if (TakeStarted() is { } started)
        {
            await ApplyGuardedAsync(core, started);
            return true;
        }

        // The claim says how long the log is, and nobody else appends.
        await foreach (var entry in _worker.Store.ReadLogAsync(_worker.Runtime.Events, RunId, 0, LogPage, _lastSequence, _worker.Abandoned))
        {
            if (entry.Event is WorkflowStarted { StartAt: { } startAt } && await MustWaitAsync(startAt))
                return false;
            if (entry.Event is WorkflowStarted { ForkedAt: var cut } && cut > _replayedThrough)
                _replayedThrough = cut;
            if (!await ApplyGuardedAsync(core, entry))
                return true;
        }

        if (core.LastSequence < _lastSequence && !core.IsBlocked)
            throw LogErrors.Gap(RunId, core.LastSequence + 1, _lastSequence);
        // One that came since is a termination, of which the owner is yet to hear.
        if (core.IsFinished && core.LastSequence <= _lastSequence)
            throw LogErrors.Damaged(RunId, core.LastSequence, "it ends the run, and the run's record says that it goes on");
        return true;
    }

    /// <summary>The whole log of a run that was just created, and kept no longer than until it is used.</summary>
    private LogEntry? TakeStarted()
    {
        if (_lastSequence > 1 || _claim.Started is not { } started)
            return null;
        _claim = _claim with { Started = null };
        return _worker.Runtime.Events.Decode(RunId, started);
    }

    /// <summary>A message may wake a run before its time. What it brought is in the log; only a cancellation doesn't wait.</summary>
    private async Task<bool> MustWaitAsync(DateTimeOffset startAt)
    {
        if (startAt <= _worker.Runtime.UtcNow)
            return false;
        await foreach (var entry in _worker.Store.ReadLogAsync(_worker.Runtime.Events, RunId, 0, LogPage, _worker.Abandoned))
        {
            if (entry.Event is CancelRequested)
                return false;
        }

        if (!_waits.Contains(StartWait))
            Await(StartWait, startAt, retry: null);
        return true;
    }

    private ValueTask<bool> ApplyGuardedAsync(ReplayCore core, LogEntry entry) =>
        WithSlotAsync((core, entry), static (run, replay) => run.ApplyGuarded(replay.core, replay.entry));

    /// <summary>An error of the engine must not be taken for one of the store, which is waited out.</summary>
    /// <returns>False where the code asks for what the rest of the log holds.</returns>
    private bool ApplyGuarded(ReplayCore core, LogEntry entry)
    {
        try
        {
            if (entry.Event is WorkflowStarted started)
                SetOrigin(entry.At, started);
            core.Apply(entry, isReplay: entry.Sequence <= _replayedThrough);
            return !core.NeedsHistory;
        }
        catch (Exception e)
        {
            throw HostingErrors.EngineFailed(RunId, e);
        }
    }

    private async ValueTask ApplyAsync(LogEntry[] entries)
    {
        _mustLook = true;
        if (_live is null || IsStopping)
            return;
        await WithSlotAsync(entries, static (run, entries) => run.ApplyAll(entries));
        _replayedThrough = _lastSequence;
    }

    /// <returns>How many.</returns>
    private int ApplyAll(LogEntry[] entries)
    {
        foreach (var entry in entries)
            _live!.Core.Apply(entry, isReplay: false);
        return entries.Length;
    }

    /// <summary>The run's code executes only here, of so many runs at the same time as the options say.</summary>
    private async ValueTask<TResult> WithSlotAsync<TState, TResult>(TState state, Func<RunActor, TState, TResult> execute)
    {
        _worker.Execution.LetGo();
        await _worker.RunSlots.WaitAsync(_worker.Abandoned);
        try
        {
            return execute(this, state);
        }
        finally
        {
            _worker.RunSlots.Release();
        }
    }

    private void WriteLogLines()
    {
        var lines = _live!.Core.TakeLogLines();
        if (lines.Count == 0)
            return;
        try
        {
            var log = _worker.Runtime.Loggers.CreateLogger(Definition.Key.Name);
            foreach (var line in lines)
                line(log);
        }
        catch (Exception e)
        {
            // A logger that fails changes no run.
            LogLinesFailed(RunId, Definition.Key.Name, e.GetType());
        }
    }

    private async Task BlockAsync(DurableException error)
    {
        RecordBlock(error);
        await DropAsync();
    }

    private ValueTask DropWhileWaitingAsync() =>
        _worker.Options.EvictAfterEveryAwait || _status.IsHeld() ? DropAsync() : ValueTask.CompletedTask;

    private async ValueTask DropAsync()
    {
        if (_live is not { } live)
            return;
        _live = null;
        _worker.Execution.LetGo();
        try
        {
            await live.DisposeAsync();
        }
        catch (Exception e)
        {
            LogDisposeFailed(RunId, Definition.Key.Name, ExceptionTraces.Of(e));
        }
    }
}
