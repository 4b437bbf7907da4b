using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A child that outlives its parent: the code waits for its start only, and gets its id.</summary>
internal abstract class DetachedChild : ChildOperation
{
    private readonly TaskCompletionSource<string> _started;

    protected DetachedChild(ChildCall call)
        : base(call) => _started = new TaskCompletionSource<string>(this);

    public Task<string> Started => _started.Task;

    public void DeliverStarted(string runId)
    {
        IsDelivered = true;
        _started.SetResult(runId);
    }

    public override void DeliverCancellation(CancellationToken token)
    {
        IsDelivered = true;
        _started.SetCanceled(token);
    }
}

internal sealed class DetachedChild<TArguments>(ChildCall call, ArgumentCodec<TArguments> codec, PayloadSerializer serializer) : DetachedChild(call)
{
    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) =>
        ArgumentComparison.Match(codec, serializer, recorded, Arguments, $"the arguments of child {Id}");
}
