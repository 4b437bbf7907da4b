using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A call of a workflow by this run's code.</summary>
internal abstract class ChildOperation(ChildCall call) : Operation(call.Id, call.Source, call.Arguments)
{
    private ChildCall? _call = call;

    public bool IsDetached { get; } = call.IsDetached;

    public override string Kind => IsDetached ? "detached child" : "child";

    /// <summary>Until it is started.</summary>
    public override bool IsWork => RunId is null;

    /// <summary>Its end comes as a message.</summary>
    public override bool AwaitsMessage => !IsDetached;

    /// <summary>The child's run; null where this run hasn't started one.</summary>
    public string? RunId { get; set; }

    /// <summary>In a fork the run that its origin has started here, which is none of its own; else null.</summary>
    public string? OriginsRunId { get; set; }

    /// <summary>The sequence of the event by which it was started.</summary>
    public long StartedAt { get; set; }

    /// <summary>Whether the child was asked to stop.</summary>
    public bool IsCancelRequested { get; set; }

    protected override Command? Request() => RunId is null ? new StartChild(_call!) : null;

    /// <summary>One that this run hasn't started is not started any more.</summary>
    protected override Command? CancelRequest() => RunId is { } child && !IsCancelRequested ? new CancelChild(Id, child) : null;

    protected override void Forget() => _call = null;
}

/// <summary>A child whose end the code waits for.</summary>
internal abstract class AwaitedChild(ChildCall call) : ChildOperation(call)
{
    /// <summary>Tells the code the result.</summary>
    /// <exception cref="DurableException">DS1005: the recorded result doesn't fit the type any more.</exception>
    public abstract void DeliverResult(ReadOnlyMemory<byte> result);

    public abstract void DeliverFailure(Exception exception);
}

internal sealed class AwaitedChild<TArguments, TResult> : AwaitedChild
{
    private readonly ArgumentCodec<TArguments> _codec;
    private readonly PayloadSerializer _serializer;
    private TaskCompletionSource<TResult>? _completion;

    public AwaitedChild(ChildCall call, ArgumentCodec<TArguments> codec, PayloadSerializer serializer)
        : base(call)
    {
        _codec = codec;
        _serializer = serializer;
        _completion = new TaskCompletionSource<TResult>(this);
    }

    /// <summary>For the code, when it calls the child. Afterwards only the code keeps the result.</summary>
    public Task<TResult> Task => _completion!.Task;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) =>
        ArgumentComparison.Match(_codec, _serializer, recorded, Arguments, $"the arguments of child {Id}");

    public override void DeliverResult(ReadOnlyMemory<byte> result)
    {
        var decoded = _serializer.Deserialize<TResult>(result, $"the result of child {Id}");
        Delivered(ref _completion).SetResult(decoded);
    }

    public override void DeliverFailure(Exception exception)
    {
        var completion = Delivered(ref _completion);
        completion.SetException(exception);
        // A loser of a WhenAny that nobody looks at is no unobserved exception of the program: it is in the log.
        _ = completion.Task.Exception;
    }

    public override void DeliverCancellation(CancellationToken token) => Delivered(ref _completion).SetCanceled(token);
}
