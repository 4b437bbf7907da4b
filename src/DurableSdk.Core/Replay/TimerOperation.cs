namespace DurableSdk.Replay;

internal sealed class TimerOperation(TimerCall call) : Operation(call.Id, call.Source, call.Arguments)
{
    private readonly TaskCompletionSource _completion = new();

    public override string Kind => "timer";

    public Task Task => _completion.Task;

    /// <summary>When it is due; known once it is recorded.</summary>
    public DateTimeOffset DueAt { get; set; }

    protected override Command Request() => IsRecorded ? new AwaitTimer(Id, DueAt) : new StartTimer(call);

    /// <summary>A sleep that the log doesn't know needs no entry that gives it up.</summary>
    protected override Command? CancelRequest() => IsRecorded ? new CancelTimer(Id) : null;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => recorded.Span.SequenceEqual(Arguments.Span);

    public void DeliverFired()
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
