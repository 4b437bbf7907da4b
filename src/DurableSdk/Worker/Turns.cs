using DurableSdk.Hosting;

namespace DurableSdk.Worker;

/// <summary>One after another, in the order in which they come.</summary>
internal sealed class Turns(Execution execution)
{
    private Task _last = Task.CompletedTask;

    /// <summary>Does something when all that came before has ended, well or not.</summary>
    public async Task TakeAsync(Func<Task> work)
    {
        var ended = execution.NewSignal();
        var before = Interlocked.Exchange(ref _last, ended.Task);
        try
        {
            await before;
            await work();
        }
        finally
        {
            ended.TrySetResult();
        }
    }
}
