namespace DurableSdk.Replay;

/// <summary>A task with a time limit: what comes first of the task's end and the timer is the outcome.</summary>
internal abstract class TimeoutOperation(TimerCall call, Task awaited) : TimerOperation(call)
{
    /// <summary>Behind the id of a wait that has its limit built in.</summary>
    public const string Suffix = "/timeout";

    private readonly TimeSpan _limit = call.Duration!.Value;

    /// <summary>What is waited for.</summary>
    public Task Awaited { get; } = awaited;

    /// <summary>The run's cancellation reaches what is waited for, and the outcome follows it: clean-up within is waited for.</summary>
    public override bool EndsWithCancellation => false;

    /// <summary>What is waited for has ended in time.</summary>
    public void DeliverInTime()
    {
        IsDelivered = true;
        Take(Awaited);
    }

    public override void DeliverFired()
    {
        IsDelivered = true;
        Fail(new TimeoutException($"{What()} took longer than its timeout of {_limit} ({Id})."));
    }

    protected abstract void Take(Task ended);

    protected abstract void Fail(TimeoutException exception);

    private string What() => Awaited.AsyncState is Operation operation ? $"{char.ToUpperInvariant(operation.Kind[0])}{operation.Kind[1..]} {operation.Id}" : "What was awaited";
}

internal sealed class PlainTimeoutOperation : TimeoutOperation
{
    private readonly TaskCompletionSource _completion;

    public PlainTimeoutOperation(TimerCall call, Task awaited)
        : base(call, awaited) => _completion = new TaskCompletionSource(this);

    public Task Task => _completion.Task;

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }

    protected override void Take(Task ended)
    {
        _completion.SetFromTask(ended);
        _ = _completion.Task.Exception;
    }

    protected override void Fail(TimeoutException exception)
    {
        _completion.SetException(exception);
        _ = _completion.Task.Exception;
    }
}

internal sealed class TimeoutOperation<TResult> : TimeoutOperation
{
    private readonly TaskCompletionSource<TResult> _completion;

    public TimeoutOperation(TimerCall call, Task<TResult> awaited)
        : base(call, awaited) => _completion = new TaskCompletionSource<TResult>(this);

    public Task<TResult> Task => _completion.Task;

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }

    protected override void Take(Task ended)
    {
        _completion.SetFromTask((Task<TResult>)ended);
        _ = _completion.Task.Exception;
    }

    protected override void Fail(TimeoutException exception)
    {
        _completion.SetException(exception);
        _ = _completion.Task.Exception;
    }
}
