using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A wait for a delivery. The log knows nothing of it but the delivery that ends it.</summary>
internal abstract class HookWait(string id, OpenHook hook) : Operation(id, hook.Source, default)
{
    public OpenHook Hook => hook;

    public override string Kind => "hook";

    public override DateTimeOffset? ContinuesAt => hook.ExpiresAt;

    public override bool AwaitsMessage => true;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

    /// <summary>Tells the code what was delivered.</summary>
    /// <exception cref="DurableException">DS1005: it isn't what the code waits for.</exception>
    public abstract void Deliver(ReadOnlyMemory<byte> arguments);

    /// <summary>Tells the code that nothing comes any more.</summary>
    public abstract void DeliverEnd();

    protected override Command? Request() => null;

    protected override Command? CancelRequest() => null;
}

/// <typeparam name="T">What a delivery carries.</typeparam>
/// <typeparam name="TResult">What the code gets.</typeparam>
internal abstract class HookWait<T, TResult> : HookWait
{
    private static readonly ArgumentCodec<ValueTuple<T>> Codec = ArgumentCodec.Of<T>("payload");

    private readonly PayloadSerializer _serializer;
    private TaskCompletionSource<TResult>? _completion;

    protected HookWait(string id, OpenHook hook, PayloadSerializer serializer)
        : base(id, hook)
    {
        _serializer = serializer;
        _completion = new TaskCompletionSource<TResult>(this);
    }

    /// <summary>For the code, when it asks for the delivery. Afterwards only the code keeps what it carries.</summary>
    public Task<TResult> Task => _completion!.Task;

    public override void Deliver(ReadOnlyMemory<byte> arguments)
    {
        var decoded = _serializer.DeserializeArguments(Codec, arguments, $"what was delivered to hook {Hook.Name}");
        Delivered().SetResult(ResultOf(decoded.Item1));
    }

    public override void DeliverCancellation(CancellationToken token) => Delivered().SetCanceled(token);

    protected TaskCompletionSource<TResult> Delivered() => Delivered(ref _completion);

    protected abstract TResult ResultOf(T payload);
}

/// <summary>For one delivery: that none comes is an exception.</summary>
internal sealed class NextDelivery<T>(string id, OpenHook hook, PayloadSerializer serializer) : HookWait<T, T>(id, hook, serializer)
{
    public override void DeliverEnd()
    {
        var completion = Delivered();
        completion.SetException(Hook.End());
        // One that nobody looks at is no unobserved exception of the program.
        _ = completion.Task.Exception;
    }

    protected override T ResultOf(T payload) => payload;
}

/// <summary>For a stream of them: that none comes is its end.</summary>
internal sealed class StreamedDelivery<T>(string id, OpenHook hook, PayloadSerializer serializer) : HookWait<T, (bool IsThere, T? Payload)>(id, hook, serializer)
{
    public override void DeliverEnd() => Delivered().SetResult(default);

    protected override (bool IsThere, T? Payload) ResultOf(T payload) => (true, payload);
}
