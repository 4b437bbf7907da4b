using DurableSdk.Hosting;

namespace DurableSdk.Worker;

/// <summary>One after another, in the order in which they come.</summary>
internal sealed class Turns(Execution execution)
{
    private Task _last = Task.CompletedTask;

    /// <summary>A turn, when all that came before have ended; it lasts until it is disposed of.</summary>
    public async Task<Turn> TakeAsync()
    {
        var ended = execution.NewSignal();
        await Interlocked.Exchange(ref _last, ended.Task);
        return new Turn(ended);
    }

    internal readonly struct Turn(TaskCompletionSource ended) : IDisposable
    {
        public void Dispose() => ended.TrySetResult();
    }
}
