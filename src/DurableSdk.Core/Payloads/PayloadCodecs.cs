using DurableSdk.Errors;

namespace DurableSdk.Payloads;

/// <summary>
/// The codecs of a program. Those that write form a chain, each taking what the one before it made; one that is named beside an encoded payload reads it, whatever the
/// chain is by now. Thread-safe.
/// </summary>
internal sealed class PayloadCodecs
{
    public static readonly PayloadCodecs None = new([], [], PayloadSerializer.DefaultBytesMax);

    private readonly IReadOnlyList<IPayloadCodec> _writing;
    private readonly Dictionary<string, IPayloadCodec> _byName = new(StringComparer.Ordinal);

    /// <exception cref="DurableException">DS3015: two codecs have one name, or one has none that can be recorded.</exception>
    public PayloadCodecs(IReadOnlyList<IPayloadCodec> writing, IEnumerable<IPayloadCodec> reading, int bytesMax)
    {
        _writing = writing;
        BytesMax = bytesMax;
        foreach (var codec in writing.Concat(reading))
        {
            if (!CodecLabel.IsName(codec.Name))
                throw CodecErrors.BadName(codec);
            if (!_byName.TryAdd(codec.Name, codec))
                throw CodecErrors.SameName(_byName[codec.Name], codec);
        }
    }

    /// <summary>The largest payload, in bytes.</summary>
    public int BytesMax { get; }

    /// <summary>Whether payloads are written as they are.</summary>
    public bool WritesNothing => _writing.Count == 0;

    /// <summary>The payload as JSON to record: an envelope, or itself where no codec took it.</summary>
    /// <exception cref="DurableException">DS2012: a codec failed.</exception>
    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> payload, PayloadContext context)
    {
        var bytes = payload;
        var labels = new List<CodecLabel>();
        foreach (var codec in _writing)
        {
            if (Encode(codec, bytes, context) is not { } encoded)
                continue;
            labels.Insert(0, new CodecLabel(codec.Name, encoded.KeyId));
            bytes = encoded.Bytes;
        }

        return labels.Count > 0 || PayloadEnvelope.IsLike(payload.Span) ? PayloadEnvelope.Write(labels, bytes) : payload;
    }

    /// <summary>The payload as it was before <see cref="Encode(ReadOnlyMemory{byte}, PayloadContext)"/>.</summary>
    /// <exception cref="DurableException">DS2010: a codec or its key is missing; DS2011: it can't be decoded; DS2013: it is over the limit.</exception>
    public ReadOnlyMemory<byte> Decode(ReadOnlyMemory<byte> recorded, PayloadContext context)
    {
        if (!PayloadEnvelope.IsLike(recorded.Span))
            return recorded;
        var (labels, bytes) = PayloadEnvelope.Read(recorded);
        foreach (var label in labels)
            bytes = Decode(label, bytes, context);
        return bytes;
    }

    private static EncodedPayload? Encode(IPayloadCodec codec, ReadOnlyMemory<byte> payload, PayloadContext context)
    {
        try
        {
            var encoded = codec.Encode(payload, context);
            return encoded is { KeyId: { } key } && !CodecLabel.IsName(key) ? throw new FormatException("its key's id can't be recorded") : encoded;
        }
        catch (Exception e) when (e is not DurableException)
        {
            throw CodecErrors.CannotEncode(context, codec.Name, e);
        }
    }

    private ReadOnlyMemory<byte> Decode(CodecLabel label, ReadOnlyMemory<byte> bytes, PayloadContext context)
    {
        if (!_byName.TryGetValue(label.Name, out var codec))
            throw CodecErrors.UnknownCodec(context, label, _byName.Keys);
        try
        {
            return codec.Decode(new EncodedPayload(bytes, label.KeyId), context);
        }
        catch (KeyNotFoundException e)
        {
            throw CodecErrors.UnknownKey(context, label, e);
        }
        catch (Exception e) when (e is not DurableException)
        {
            throw CodecErrors.CannotDecode(context, label.ToString(), e);
        }
    }
}
