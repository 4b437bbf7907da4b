namespace DurableSdk.Worker;

/// <summary>The end of the time after which a step's attempt is given up. It runs from when the attempt has a thread.</summary>
/// <param name="begun">Set when the time begins.</param>
internal sealed class StepFence(TaskCompletionSource begun)
{
    public Task Begun => begun.Task;

    /// <summary>Completes when the time is over; only once it has <see cref="Begun"/>.</summary>
    public Task? Over { get; private set; }

    public void Begin(Task over)
    {
        Over = over;
        begun.TrySetResult();
    }
}
