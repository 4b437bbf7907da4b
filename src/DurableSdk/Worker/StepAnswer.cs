using System.Runtime.ExceptionServices;

namespace DurableSdk.Worker;

/// <summary>What a step's method has returned or thrown, before what it ran on is tidied away: that is no part of its time, and changes nothing.</summary>
/// <param name="returned">Set with the answer.</param>
/// <param name="deadline">The step's time, which is over with the answer.</param>
internal sealed class StepAnswer(TaskCompletionSource returned, CancellationTokenSource deadline)
{
    private ReadOnlyMemory<byte> _result;
    private ExceptionDispatchInfo? _error;

    public Task Returned => returned.Task;

    public void Set(ReadOnlyMemory<byte> result)
    {
        _result = result;
        End();
    }

    public void Set(Exception error)
    {
        _error = ExceptionDispatchInfo.Capture(error);
        End();
    }

    /// <summary>Only once it has <see cref="Returned"/>.</summary>
    public ReadOnlyMemory<byte> Get()
    {
        _error?.Throw();
        return _result;
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
