namespace DurableSdk.Payloads;

internal static class PayloadJson
{
    public static readonly ReadOnlyMemory<byte> Null = "null"u8.ToArray();
}
