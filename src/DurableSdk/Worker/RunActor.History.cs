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

    private Task<RunHistory> ReadHistoryAsync() =>
        _worker.Store.ReadHistoryAsync(_worker.Runtime.Events, RunId, _lastSequence, LogPage, _worker.Abandoned);
}
