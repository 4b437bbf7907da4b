using DurableSdk.Errors;
using DurableSdk.Hosting;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>A store that is unavailable is waited for.</summary>
internal sealed partial class RunActor
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>Appends, and goes on trying while the store is unavailable.</summary>
    private async ValueTask<AppendResult> ProposeAsync(Append append)
    {
        try
        {
            return await _worker.Owner.AppendAsync(append, _worker.Abandoned);
        }
        catch (Exception e) when (!_worker.IsOver)
        {
            return await ProposeAgainAsync(append, e);
        }
    }

    /// <summary>After a failure whose outcome is unknown the log is read first: what is there already counts, and is not written twice.</summary>
    private async Task<AppendResult> ProposeAgainAsync(Append append, Exception failure)
    {
        using var wait = new WaitForStore(_worker.Runtime.Report);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            wait.Failed(failure);
            LogAppendFailed(failure, RunId, Definition.Key.Name, pause);
            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
            if (await FindAsync(append) is { } found)
                return found;
            try
            {
                var result = await _worker.Owner.AppendAsync(append, _worker.Abandoned);
                var mayBeOurs = result.Outcome is AppendOutcome.SequenceConflict or AppendOutcome.RunFinished;
                return mayBeOurs && await FindAsync(append) is { } late ? late : result;
            }
            catch (Exception e) when (!_worker.IsOver)
            {
                failure = e;
            }
        }
    }

    /// <summary>Reads, and goes on trying while the store is unavailable: what is in flight for the run stays with it.</summary>
    private async Task WhenAvailableAsync(Func<Task> read)
    {
        try
        {
            await read();
        }
        catch (Exception e) when (IsUnavailable(e))
        {
            await ReadAgainAsync(read, e);
        }
    }

    private async Task ReadAgainAsync(Func<Task> read, Exception failure)
    {
        using var wait = new WaitForStore(_worker.Runtime.Report);
        for (var pause = FirstPause; ; pause = Longer(pause))
        {
            wait.Failed(failure);
            LogReadFailed(failure, RunId, Definition.Key.Name, pause);
            await Task.Delay(pause, _worker.Options.TimeProvider, _worker.Abandoned);
            try
            {
                await read();
                return;
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                failure = e;
            }
        }
    }

    private bool IsUnavailable(Exception e) => e is not DurableException { Code: not "DS3005" } && !_worker.IsOver;

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
