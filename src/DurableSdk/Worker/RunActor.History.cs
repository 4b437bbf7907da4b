using DurableSdk.Replay;
using DurableSdk.Storage;

namespace DurableSdk.Worker;

/// <summary>Reads a log ahead for code that asks what the rest of it holds. Most never does, and pays nothing.</summary>
internal sealed partial class RunActor
{
    /// <summary>What one run of a workflow has asked, the next one will.</summary>
    private async Task<RunHistory?> HistoryIfUsualAsync() =>
        _lastSequence > 1 && _worker.AskingForHistory.ContainsKey(Definition.Key) ? await ReadHistoryAsync() : null;

    private async Task BuildAgainAsync()
    {
        _worker.AskingForHistory.TryAdd(Definition.Key, true);
        await DropAsync();
        await BuildAsync(await ReadHistoryAsync());
    }

    private async Task<RunHistory> ReadHistoryAsync()
    {
        var history = new RunHistory();
        await foreach (var entry in _worker.Store.ReadLogAsync(_worker.Runtime.Events, RunId, 0, LogPage, _worker.Abandoned))
            history.Add(entry);
        return history;
    }
}
