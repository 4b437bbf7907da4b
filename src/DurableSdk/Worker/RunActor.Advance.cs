using DurableSdk.Errors;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Commit, apply, ask for commands, until there is nothing left to do but to wait.</summary>
internal sealed partial class RunActor
{
    private const int LogPage = 1000;

    private LiveRun? _live;
    private long _replayedThrough;
    private bool _mustLook;
    private bool _inboxWaits;

    /// <returns>False when the run has ended here: finished, or somebody else's.</returns>
    private async Task<bool> AdvanceAsync()
    {
        while (true)
        {
            if (_outbox.Count > 0 && !await CommitAsync())
                return false;
            if (_status.IsFinished())
                return false;
            if (IsStopping || _status == RunStatus.Blocked)
                return true;
            if (_mustLook)
                await LookAsync();
            if (_outbox.Count == 0 && _inboxWaits)
                await HandleInboxAsync();
            if (_outbox.Count == 0 && !_inboxWaits)
                return true;
        }
    }

    /// <summary>Brings the code up to the log and does what it asks for.</summary>
    private async Task LookAsync()
    {
        _mustLook = false;
        try
        {
            await WhenAvailableAsync(EnsureLiveAsync);
        }
        catch (DurableException e)
        {
            await BlockAsync(e);
            return;
        }

        var commands = _live!.Core.TakeCommands();
        _awaitsMessage = _live.Core.AwaitsMessage;
        WriteLogLines();
        if (_lastSequence >= _worker.Options.HistoryEventsMax && commands.Any(IsNew))
        {
            await BlockAsync(HostingErrors.HistoryTooLong(RunId, Definition.Key.Name, _lastSequence, _worker.Options.HistoryEventsMax));
            return;
        }

        foreach (var command in commands)
            Perform(command);
    }

    /// <summary>What makes the log longer for a new reason; what is under way may come to its end, and so may the run.</summary>
    private bool IsNew(Command command) =>
        command is StartTimer || (command is ExecuteStep { IsRecorded: false } step && !_attempts.ContainsKey(step.Call.Id));

    private async Task EnsureLiveAsync()
    {
        if (_live is not null)
            return;
        _live = await LiveRun.CreateAsync(_worker, this);
        try
        {
            await ReplayAsync(_live.Core);
        }
        catch
        {
            await DropAsync();
            throw;
        }

        _replayedThrough = _lastSequence;
    }

    private async Task ReplayAsync(ReplayCore core)
    {
        await foreach (var entry in _worker.Store.ReadLogAsync(RunId, 0, LogPage, _worker.Abandoned))
            ApplyGuarded(core, entry);
        if (core.LastSequence < _lastSequence && !core.IsBlocked)
            throw LogErrors.Gap(RunId, core.LastSequence + 1, _lastSequence);
    }

    /// <summary>An error of the engine must not be taken for one of the store, which is waited out.</summary>
    private void ApplyGuarded(ReplayCore core, LogEntry entry)
    {
        try
        {
            core.Apply(entry, isReplay: entry.Sequence <= _replayedThrough);
        }
        catch (Exception e)
        {
            throw HostingErrors.EngineFailed(RunId, e);
        }
    }

    private void Apply(IReadOnlyList<LogEntry> entries)
    {
        _mustLook = true;
        if (_live is null || IsStopping)
            return;
        foreach (var entry in entries)
            _live.Core.Apply(entry, isReplay: false);
        _replayedThrough = _lastSequence;
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
            LogLinesFailed(e, RunId, Definition.Key.Name);
        }
    }

    private async Task BlockAsync(DurableException error)
    {
        RecordBlock(error);
        await DropAsync();
    }

    private ValueTask DropWhileWaitingAsync() =>
        _worker.Options.EvictAfterEveryAwait || _status == RunStatus.Blocked ? DropAsync() : ValueTask.CompletedTask;

    private async ValueTask DropAsync()
    {
        if (_live is not { } live)
            return;
        _live = null;
        try
        {
            await live.DisposeAsync();
        }
        catch (Exception e)
        {
            LogDisposeFailed(e, RunId, Definition.Key.Name);
        }
    }
}
