using DurableSdk.CompilerServices;
using DurableSdk.Payloads;

namespace DurableSdk;

/// <summary>A signal that is sent together with a start: see <see cref="StartOptions.Signal"/>.</summary>
public sealed class SignalMessage
{
    private readonly Func<PayloadSerializer, ReadOnlyMemory<byte>> _encode;

    private SignalMessage(string name, string? id, Func<PayloadSerializer, ReadOnlyMemory<byte>> encode)
    {
        Name = name;
        Id = id;
        _encode = encode;
    }

    /// <summary>The signal's name.</summary>
    public string Name { get; }

    /// <summary>See <see cref="SignalOptions.Id"/>.</summary>
    public string? Id { get; }

    /// <summary>A signal that carries something.</summary>
    /// <param name="name">The signal's name.</param>
    /// <param name="payload">What it carries.</param>
    /// <param name="id">See <see cref="SignalOptions.Id"/>. Without one, a start that is repeated sends it again.</param>
    public static SignalMessage Of<T>(string name, T payload, string? id = null) => new(name, id, serializer =>
        serializer.SerializeArguments(ArgumentCodec.Of<T>("payload"), new ValueTuple<T>(payload), $"the payload of signal {name}"));

    /// <summary>A signal that carries nothing.</summary>
    public static SignalMessage Of(string name) => new(name, null, static _ => "[]"u8.ToArray());

    internal ReadOnlyMemory<byte> Encode(PayloadSerializer serializer) => _encode(serializer);
}
