namespace DurableSdk.Replay;

/// <summary>The making of a hook. One entry of the log begins and ends it.</summary>
internal abstract class HookOperation(HookCall call) : Operation(call.Id, call.Source, call.Arguments)
{
    public HookCall Call => call;

    public override string Kind => "hook";

    public override bool IsWork => true;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => recorded.Span.SequenceEqual(Arguments.Span);

    public abstract void DeliverCreated(OpenHook hook);

    public abstract void DeliverFailure(Exception exception);

    protected override Command? Request() => new CreateHook(call);

    /// <summary>One that the log doesn't know was never made.</summary>
    protected override Command? CancelRequest() => null;
}

internal sealed class HookOperation<T> : HookOperation
{
    private readonly ReplayCore _core;
    private readonly TaskCompletionSource<Hook<T>> _completion;

    public HookOperation(HookCall call, ReplayCore core)
        : base(call)
    {
        _core = core;
        _completion = new TaskCompletionSource<Hook<T>>(this);
    }

    public Task<Hook<T>> Task => _completion.Task;

    public override void DeliverCreated(OpenHook hook)
    {
        IsDelivered = true;
        _completion.SetResult(new ReplayHook<T>(_core, hook));
    }

    public override void DeliverFailure(Exception exception)
    {
        IsDelivered = true;
        _completion.SetException(exception);
        // One that nobody looks at is no unobserved exception of the program: it is in the log.
        _ = _completion.Task.Exception;
    }

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _completion.SetCanceled(token);
    }
}
