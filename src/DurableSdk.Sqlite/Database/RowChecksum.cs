using System.Numerics;
using System.Runtime.InteropServices;
using DurableSdk.Storage;

namespace DurableSdk.Sqlite.Database;

/// <summary>
/// What guards the columns that only this store has. The low 32 bits of an event's are the event's own checksum, which is checked above the store; the high 32 are CRC-32C over
/// where and when it stands, never 0. Rows of an older schema have 0 there.
/// </summary>
internal static class RowChecksum
{
    public static long OfEvent(uint checksum, long position, long kind, long format, long at) =>
        (long)(((ulong)OfPlace(position, kind, format, at) << 32) | checksum);

    /// <summary>What is wrong with a row of events, for people; null where nothing is.</summary>
    public static string? DamageOfEvent(long checksum, long position, long kind, long format, long at)
    {
        var place = (uint)(checksum >> 32);
        if (place != 0 && place != OfPlace(position, kind, format, at))
            return $"its row's position ({position}), kind ({kind}), format ({format}) or time ({at}) isn't the one that was written";
        return Micros.IsTime(at) ? null : $"its time ({at}) is none";
    }

    public static long OfMessage(long run, long position, InboxMessage message)
    {
        var crc = Add(Add(uint.MaxValue, position), (long)message.Kind);
        crc = Add(crc, Micros.From(message.At));
        crc = Add(crc, message.Id is null ? -1 : message.Id.Length);
        crc = Add(crc, MemoryMarshal.AsBytes(message.Id.AsSpan()));
        return (run << 32) | ~Add(crc, message.Body.Span);
    }

    private static uint OfPlace(long position, long kind, long format, long at) =>
        Math.Max(1, ~Add(Add(Add(Add(uint.MaxValue, position), kind), format), at));

    private static uint Add(uint crc, long value) => BitOperations.Crc32C(crc, (ulong)value);

    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return crc;
    }
}
