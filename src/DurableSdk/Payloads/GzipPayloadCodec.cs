using System.IO.Compression;
using DurableSdk.Errors;

namespace DurableSdk;

/// <summary>
/// Compresses payloads from a size on, where it makes them smaller. Goes before encryption in the chain: what is encrypted can't be compressed. Every program reads
/// compressed payloads; only writing them needs this.
/// </summary>
/// <param name="bytesMin">The smallest payload to compress, in bytes. Default: 1 KiB.</param>
/// <param name="level">How hard to try. Default: fast.</param>
public sealed class GzipPayloadCodec(int bytesMin = 1024, CompressionLevel level = CompressionLevel.Fastest) : IPayloadCodec
{
    /// <inheritdoc/>
    public string Name => "gzip";

    /// <inheritdoc/>
    public EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        // A failure may be over the limit; decompressed, it would be refused.
        if (payload.Length < bytesMin || payload.Length > context.BytesMax)
            return null;
        var compressed = new MemoryStream(payload.Length / 4);
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
            gzip.Write(payload.Span);
        return compressed.Length < payload.Length ? new EncodedPayload(compressed.GetBuffer().AsMemory(0, (int)compressed.Length)) : null;
    }

    /// <inheritdoc/>
    /// <exception cref="DurableException">DS2013: it is over the limit.</exception>
    public ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using var gzip = new GZipStream(new MemoryStream(encoded.Bytes.ToArray()), CompressionMode.Decompress);
        var payload = new MemoryStream(Math.Min(encoded.Bytes.Length, context.BytesMax) * 2);
        var chunk = new byte[64 * 1024];
        for (int read; (read = gzip.Read(chunk)) > 0;)
        {
            if (payload.Length + read > context.BytesMax)
                throw CodecErrors.DecodesTooLarge(context);
            payload.Write(chunk, 0, read);
        }

        return payload.GetBuffer().AsMemory(0, (int)payload.Length);
    }
}
