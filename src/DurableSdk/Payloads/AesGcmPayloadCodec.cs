using System.Security.Cryptography;
using System.Text;
using DurableSdk.Errors;
using DurableSdk.Payloads;

namespace DurableSdk;

/// <summary>
/// Encrypts payloads by AES-GCM, each under a random nonce and bound to its place in the log. It has a ring of keys: the one that was added last writes, each reads what it
/// wrote. To rotate, add a new key and keep the old ones for as long as runs that were written with them are there.
/// </summary>
public sealed class AesGcmPayloadCodec : IPayloadCodec
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);
    private readonly string _writes;

    /// <summary>Makes a codec with one key.</summary>
    /// <param name="keyId">Stands in the log beside what was encrypted with the key. 1 to 64 letters, digits, dots, hyphens and underscores.</param>
    /// <param name="key">16, 24 or 32 bytes, from a secret store or a random generator; not a password.</param>
    /// <exception cref="DurableException">DS3016: the id or the key can't be used.</exception>
    public AesGcmPayloadCodec(string keyId, byte[] key)
        : this([new(keyId, key)])
    {
    }

    /// <summary>Makes a codec with a ring of keys.</summary>
    /// <param name="keys">The keys by their ids, the oldest first; the last one writes.</param>
    /// <exception cref="DurableException">DS3016: an id or a key can't be used, or there is none.</exception>
    public AesGcmPayloadCodec(IEnumerable<KeyValuePair<string, byte[]>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        string? last = null;
        foreach (var (id, key) in keys)
        {
            if (!CodecLabel.IsName(id))
                throw KeyErrors.BadKeyId(id);
            if (key is not { Length: 16 or 24 or 32 })
                throw KeyErrors.BadKeyLength(id, key?.Length ?? 0);
            if (!_keys.TryAdd(last = id, [.. key]))
                throw KeyErrors.SameKeyId(id);
        }

        _writes = last ?? throw KeyErrors.NoKey();
    }

    /// <inheritdoc/>
    public string Name => "aes-gcm";

    /// <inheritdoc/>
    public EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var bytes = new byte[NonceBytes + TagBytes + payload.Length];
        var nonce = bytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(_keys[_writes], TagBytes);
        aes.Encrypt(nonce, payload.Span, bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), Place(context));
        return new EncodedPayload(bytes, _writes);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (encoded.KeyId is not { } id || !_keys.TryGetValue(id, out var key))
            throw new KeyNotFoundException();
        if (encoded.Bytes.Length < NonceBytes + TagBytes)
            throw new CryptographicException("It is too short.");
        var bytes = encoded.Bytes.Span;
        var payload = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes[..NonceBytes], bytes[(NonceBytes + TagBytes)..], bytes.Slice(NonceBytes, TagBytes), payload, Place(context));
        return payload;
    }

    private static byte[] Place(PayloadContext context) => Encoding.UTF8.GetBytes(context.Binding);
}
