using System.ComponentModel;
using DurableSdk.Payloads;

namespace DurableSdk.CompilerServices;

/// <summary>For generated code: something that deliveries to hooks of a program carry, so that a delivery is checked before it is accepted.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class HookPayload
{
    private protected HookPayload(string type) => Type = type;

    /// <summary>The type's name, as the log of a run has it.</summary>
    public string Type { get; }

    /// <summary>For generated code: a payload of a type.</summary>
    public static HookPayload Of<T>() => new Typed<T>();

    /// <summary>Tells whether a delivery can be read here.</summary>
    /// <exception cref="DurableException">DS1005: it can't.</exception>
    internal abstract void Check(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer);

    private sealed class Typed<T>() : HookPayload(typeof(T).ToString())
    {
        private static readonly ArgumentCodec<ValueTuple<T>> Codec = ArgumentCodec.Of<T>("payload");

        internal override void Check(ReadOnlyMemory<byte> arguments, PayloadSerializer serializer) =>
            serializer.DeserializeArguments(Codec, arguments, "what was delivered to the hook");
    }
}
