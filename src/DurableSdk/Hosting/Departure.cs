using System.Runtime.CompilerServices;

namespace DurableSdk.Hosting;

/// <summary>Awaited, it goes on in the thread pool: who waits on the thread that it left, as the thread of a user interface, holds up nothing behind it.</summary>
/// <param name="isDue">Whether there is a thread to leave.</param>
internal readonly struct Departure(bool isDue) : ICriticalNotifyCompletion
{
    public bool IsCompleted => !isDue;

    public Departure GetAwaiter() => this;

    public void GetResult()
    {
        // There is nothing to give.
    }

    public void OnCompleted(Action continuation) => ThreadPool.QueueUserWorkItem(static next => next(), continuation, preferLocal: false);

    public void UnsafeOnCompleted(Action continuation) => ThreadPool.UnsafeQueueUserWorkItem(static next => next(), continuation, preferLocal: false);
}
