namespace DurableSdk.Worker;

/// <summary>What a step's method has returned or thrown, before what it ran on is tidied away: that is no part of its time, and changes nothing.</summary>
/// <param name="returned">Set with the answer.</param>
/// <param name="deadline">The step's time, which is over with the answer.</param>
internal sealed class StepAnswer(TaskCompletionSource returned, CancellationTokenSource deadline)
{
    public Task Returned => returned.Task;

    /// <summary>Only once it has <see cref="Returned"/>, and without an <see cref="Error"/>.</summary>
    public ReadOnlyMemory<byte> Result { get; private set; }

    /// <summary>Only once it has <see cref="Returned"/>. It is never thrown again: its trace is that of the step, however the engine's methods are compiled.</summary>
    public Exception? Error { get; private set; }

    public void Set(ReadOnlyMemory<byte> result)
    {
        Result = result;
        End();
    }

    public void Set(Exception error)
    {
        Error = error;
        End();
    }

    private void End()
    {
        try
        {
            deadline.CancelAfter(Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // It comes too late: the attempt was fenced.
        }

        returned.TrySetResult();
    }
}
