namespace DurableSdk.AspNetCoreTests;

/// <summary>Writes payloads as they are, until what it needs can't be reached.</summary>
public sealed class StuckCodec : IPayloadCodec
{
    public string Name => "stuck";

    public bool IsStuck { get; set; }

    public EncodedPayload? Encode(ReadOnlyMemory<byte> payload, PayloadContext context) => IsStuck ? throw new IOException("The vault at 10.0.0.1 doesn't answer.") : null;

    public ReadOnlyMemory<byte> Decode(EncodedPayload encoded, PayloadContext context) => encoded.Bytes;
}
