namespace DurableSdk.Replay;

/// <summary>Something that a time of the log ends.</summary>
internal abstract class TimerOperation(TimerCall call) : Operation(call.Id, call.Source, call.Arguments)
{
    public override string Kind => "timer";

    public override DateTimeOffset? ContinuesAt => IsRecorded ? DueAt : null;

    /// <summary>When it is due; known once it is recorded.</summary>
    public DateTimeOffset DueAt { get; set; }

    protected override Command? Request() => IsRecorded ? new AwaitTimer(Id, DueAt) : new StartTimer(call);

    /// <summary>A timer that the log doesn't know needs no entry that gives it up.</summary>
    protected override Command? CancelRequest() => IsRecorded ? new CancelTimer(Id) : null;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => recorded.Span.SequenceEqual(Arguments.Span);

    public abstract void DeliverFired();
}

/// <summary>A sleep.</summary>
internal sealed class SleepOperation : TimerOperation
{
    private readonly TaskCompletionSource _completion;

    public SleepOperation(TimerCall call)
        : base(call) => _completion = new TaskCompletionSource(this);

    public Task Task => _completion.Task;

    public override void DeliverFired()
    {
        IsDelivered = true;
        _completion.SetResult();
    }

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }
}
