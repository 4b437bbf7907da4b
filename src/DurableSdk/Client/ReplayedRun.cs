using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.Worker;

namespace DurableSdk;

/// <summary>A run's code that was brought up to an event for somebody who looks, and what the log says beside it.</summary>
internal sealed class ReplayedRun(LiveRun live) : IAsyncDisposable
{
    public ReplayCore Core => live.Core;

    public LoggedState Logged { get; } = new();

    public void Apply(LogEntry entry)
    {
        Logged.Add(entry);
        Core.Apply(entry, isReplay: true);
    }

    public ValueTask DisposeAsync() => live.DisposeAsync();
}
