namespace DurableSdk.Replay;

/// <summary>A wait until the code's own state is as it wants it; with a time limit, a timer of the log ends it too.</summary>
internal sealed class ConditionOperation : TimerOperation
{
    private TaskCompletionSource<bool>? _completion;
    private Func<bool>? _condition;

    public ConditionOperation(TimerCall call, Func<bool> condition)
        : base(call)
    {
        _condition = condition;
        HasLimit = call.Duration is not null;
        _completion = new TaskCompletionSource<bool>(this);
    }

    /// <summary>Until the code has been told: what it holds on to is the code's.</summary>
    public Func<bool> Condition => _condition!;

    public bool HasLimit { get; }

    public override string Kind => "condition";

    /// <summary>For the code, when it asks.</summary>
    public Task<bool> Task => _completion!.Task;

    public void DeliverHolds() => Deliver().SetResult(true);

    public void DeliverThrew(Exception exception)
    {
        var completion = Deliver();
        completion.SetException(exception);
        _ = completion.Task.Exception;
    }

    public override void DeliverFired() => Deliver().SetResult(false);

    public override void DeliverCancellation(CancellationToken token) => Deliver().SetCanceled(token);

    protected override Command? Request() => HasLimit ? base.Request() : null;

    private TaskCompletionSource<bool> Deliver()
    {
        _condition = null;
        return Delivered(ref _completion);
    }
}
