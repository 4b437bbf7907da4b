namespace DurableSdk;

/// <summary>
/// Turns what a log keeps of arguments, results and failures into other bytes and back: compression, encryption. Configured by <c>DurableOptions.UseCodec</c>. Thread-safe.
/// Workflows, steps and tools that read through the client never see the encoded form.
/// </summary>
public interface IPayloadCodec
{
    /// <summary>
    /// Stands beside what it has encoded and finds it again: never change it. 1 to 64 letters, digits, dots, hyphens and underscores.
    /// </summary>
    string Name { get; }

    /// <summary>Encodes a payload, or gives null to leave it as it is.</summary>
    /// <param name="payload">The payload as JSON, or what the codec before this one has made of it.</param>
    /// <param name="context">What it is and where it belongs.</param>
    /// <exception cref="Exception">It can't be encoded now. Nothing is recorded: a start throws, a run tries again until it can (DS2012).</exception>
    EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context);

    /// <summary>Gives what was encoded.</summary>
    /// <param name="encoded">What <see cref="Encode"/> gave.</param>
    /// <param name="context">As for <see cref="Encode"/>.</param>
    /// <exception cref="KeyNotFoundException">The key isn't here (DS2010).</exception>
    /// <exception cref="Exception">It was tampered with or is damaged (DS2011).</exception>
    ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context);
}
