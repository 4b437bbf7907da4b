using DurableSdk.CompilerServices;
using DurableSdk.Hosting;
using DurableSdk.Replay;
using DurableSdk.Worker;

namespace DurableSdk.Testing.Histories;

/// <summary>Runs today's code over a recorded log, as a host does that takes the run up.</summary>
internal static class HistoryReplay
{
    /// <returns>Why the engine would block the run; null where it would go on.</returns>
    public static async Task<DurableException?> RunAsync(DurableRuntime runtime, WorkflowDefinition definition, HistoryFile file)
    {
        var (error, needsHistory) = await TryAsync(runtime, definition, file, null);
        return needsHistory ? (await TryAsync(runtime, definition, file, RunHistory.Of(file.Log))).Error : error;
    }

    private static async Task<(DurableException? Error, bool NeedsHistory)> TryAsync(
        DurableRuntime runtime, WorkflowDefinition definition, HistoryFile file, RunHistory? history)
    {
        await using var live = await LiveRun.CreateAsync(runtime, file.RunId, definition, file.Log.Count, history);
        foreach (var entry in file.Log)
        {
            live.Core.Apply(entry, isReplay: true);
            if (live.Core.NeedsHistory)
                return (null, true);
        }

        return (live.Core.Error, false);
    }
}
