using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Worker;

namespace DurableSdk;

/// <summary>A run's code that was brought up to an event for somebody who looks, and what the log says beside it.</summary>
/// <param name="live">The code.</param>
/// <param name="onDisposeFailed">Hears what the instance throws when it is disposed.</param>
internal sealed class ReplayedRun(LiveRun live, Action<Exception> onDisposeFailed) : IAsyncDisposable
{
    public ReplayCore Core => live.Core;

    public LoggedState Logged { get; } = new();

    public void Apply(LogEntry entry)
    {
        Logged.Add(entry);
        Core.Apply(entry, isReplay: true);
    }

    /// <summary>What was seen stands, although what it was seen on can't be tidied away.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await live.DisposeAsync();
        }
        catch (Exception e)
        {
            onDisposeFailed(e);
        }
    }
}
