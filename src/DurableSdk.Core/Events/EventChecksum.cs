using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using DurableSdk.Storage;

namespace DurableSdk.Events;

/// <summary>CRC-32C over the run's id, the event's sequence, kind and format, and its stored bytes.</summary>
internal static class EventChecksum
{
    public static uint Compute(string runId, long sequence, EventKind kind, int format, ReadOnlySpan<byte> body)
    {
        var crc = BitOperations.Crc32C(uint.MaxValue, (ulong)sequence);
        crc = BitOperations.Crc32C(crc, ((ulong)kind << 32) | (uint)format);
        crc = Add(crc, MemoryMarshal.AsBytes(runId.AsSpan()));
        return ~Add(crc, body);
    }

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
