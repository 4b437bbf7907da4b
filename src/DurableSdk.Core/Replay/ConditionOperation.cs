namespace DurableSdk.Replay;

/// <summary>A wait until the code's own state is as it wants it; with a time limit, a timer of the log ends it too.</summary>
internal sealed class ConditionOperation : TimerOperation
{
    private readonly TaskCompletionSource<bool> _completion;

    public ConditionOperation(TimerCall call, Func<bool> condition)
        : base(call)
    {
        Condition = condition;
        HasLimit = call.Duration is not null;
        _completion = new TaskCompletionSource<bool>(this);
    }

    public Func<bool> Condition { get; }

    public bool HasLimit { get; }

    public override string Kind => "condition";

    public Task<bool> Task => _completion.Task;

    public void DeliverHolds()
    {
        IsDelivered = true;
        _completion.SetResult(true);
    }

    public void DeliverThrew(Exception exception)
    {
        IsDelivered = true;
        _completion.SetException(exception);
        _ = _completion.Task.Exception;
    }

    public override void DeliverFired()
    {
        IsDelivered = true;
        _completion.SetResult(false);
    }

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }

    protected override Command? Request() => HasLimit ? base.Request() : null;
}
