using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A signal to another run. One entry of the log begins and ends it.</summary>
internal abstract class SendOperation : Operation
{
    private readonly TaskCompletionSource _completion;

    protected SendOperation(SendCall call)
        : base(call.Id, call.Source, call.Arguments)
    {
        Call = call;
        _completion = new TaskCompletionSource(this);
    }

    public SendCall Call { get; }

    public Task Task => _completion.Task;

    public override string Kind => "message";

    public override bool IsWork => true;

    protected override Command? Request() => new SendSignal(Call);

    /// <summary>One that the log doesn't know was never sent.</summary>
    protected override Command? CancelRequest() => null;

    public void DeliverSent()
    {
        IsDelivered = true;
        _completion.SetResult();
    }

    public void DeliverFailure(Exception exception)
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

internal sealed class SendOperation<TArguments>(SendCall call, ArgumentCodec<TArguments> codec, PayloadSerializer serializer) : SendOperation(call)
{
    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) =>
        ArgumentComparison.Match(codec, serializer, recorded, Arguments, $"the payload of message {Id}");
}
