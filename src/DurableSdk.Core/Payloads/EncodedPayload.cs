namespace DurableSdk;

/// <summary>What a codec made of a payload.</summary>
/// <param name="Bytes">The encoded bytes.</param>
/// <param name="KeyId">
/// With which key, where a codec has more than one; recorded in plain text. 1 to 64 letters, digits, dots, hyphens and underscores; null for none.
/// </param>
public readonly record struct EncodedPayload(ReadOnlyMemory<byte> Bytes, string? KeyId = null);
