namespace DurableSdk.Replay;

/// <summary>A task with a time limit: what comes first of the task's end and the timer is the outcome.</summary>
internal abstract class TimeoutOperation(TimerCall call, Task awaited) : TimerOperation(call)
{
    /// <summary>Behind the id of a wait that has its limit built in.</summary>
    public const string Suffix = "/timeout";

    private readonly TimeSpan _limit = call.Duration!.Value;

    /// <summary>What is waited for, until it has ended.</summary>
    public Task? Awaited { get; private set; } = awaited;

    /// <summary>The run's cancellation reaches what is waited for, and the outcome follows it: clean-up within is waited for.</summary>
    public override bool EndsWithCancellation => false;

    /// <summary>What is waited for has ended.</summary>
    /// <returns>False where the code had been told already, that it took too long.</returns>
    public bool End(Task ended)
    {
        Awaited = null;
        if (IsDelivered)
            return false;
        Take(ended);
        return true;
    }

    public override void DeliverFired()
    {
        Fail(new TimeoutException($"{What()} took longer than its timeout of {_limit} ({Id})."));
    }

    protected abstract void Take(Task ended);

    protected abstract void Fail(TimeoutException exception);

    private string What() => Awaited?.AsyncState is Operation operation ? $"{char.ToUpperInvariant(operation.Kind[0])}{operation.Kind[1..]} {operation.Id}" : "What was awaited";
}

internal sealed class PlainTimeoutOperation : TimeoutOperation
{
    private TaskCompletionSource? _completion;

    public PlainTimeoutOperation(TimerCall call, Task awaited)
        : base(call, awaited) => _completion = new TaskCompletionSource(this);

    public Task Task => _completion!.Task;

    public override void DeliverCancellation(CancellationToken token) => Delivered(ref _completion).SetCanceled(token);

    protected override void Take(Task ended)
    {
        var completion = Delivered(ref _completion);
        completion.SetFromTask(ended);
        _ = completion.Task.Exception;
    }

    protected override void Fail(TimeoutException exception)
    {
        var completion = Delivered(ref _completion);
        completion.SetException(exception);
        _ = completion.Task.Exception;
    }
}

internal sealed class TimeoutOperation<TResult> : TimeoutOperation
{
    private TaskCompletionSource<TResult>? _completion;

    public TimeoutOperation(TimerCall call, Task<TResult> awaited)
        : base(call, awaited) => _completion = new TaskCompletionSource<TResult>(this);

    public Task<TResult> Task => _completion!.Task;

    public override void DeliverCancellation(CancellationToken token) => Delivered(ref _completion).SetCanceled(token);

    protected override void Take(Task ended)
    {
        var completion = Delivered(ref _completion);
        completion.SetFromTask((Task<TResult>)ended);
        _ = completion.Task.Exception;
    }

    protected override void Fail(TimeoutException exception)
    {
        var completion = Delivered(ref _completion);
        completion.SetException(exception);
        _ = completion.Task.Exception;
    }
}
