using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk.Replay;

/// <summary>A wait for a signal. The log knows nothing of it but the signal that ends it.</summary>
internal abstract class SignalOperation(string id, string source, string name) : Operation(id, source, default)
{
    public string Name { get; } = name;

    public override string Kind => "signal";

    public override bool AwaitsMessage => true;

    public override bool ArgumentsMatch(ReadOnlyMemory<byte> recorded) => true;

    /// <summary>Tells the code what the signal carries.</summary>
    /// <exception cref="DurableException">DS1005: it isn't what the code waits for.</exception>
    public abstract void DeliverSignal(ReadOnlyMemory<byte> arguments);

    protected override Command? Request() => null;

    protected override Command? CancelRequest() => null;
}

internal sealed class SignalOperation<T> : SignalOperation
{
    private static readonly ArgumentCodec<ValueTuple<T>> Codec = ArgumentCodec.Of<T>("payload");

    private readonly PayloadSerializer _serializer;
    private TaskCompletionSource<T>? _completion;

    public SignalOperation(string id, string source, string name, PayloadSerializer serializer)
        : base(id, source, name)
    {
        _serializer = serializer;
        _completion = new TaskCompletionSource<T>(this);
    }

    /// <summary>For the code, when it asks for the signal. Afterwards only the code keeps what it carries.</summary>
    public Task<T> Task => _completion!.Task;

    public override void DeliverSignal(ReadOnlyMemory<byte> arguments)
    {
        var decoded = _serializer.DeserializeArguments(Codec, arguments, $"what signal {Name} carries");
        Deliver().SetResult(decoded.Item1);
    }

    public override void DeliverCancellation(CancellationToken token) => Deliver().SetCanceled(token);

    private TaskCompletionSource<T> Deliver() => Delivered(ref _completion);
}
