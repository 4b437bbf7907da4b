using System.Buffers.Binary;
using System.Numerics;

namespace DurableSdk.Replay;

/// <summary>
/// xoshiro256** seeded through splitmix64. Every virtual member is overridden, because runs in flight depend on these very
/// numbers: the algorithm never changes, whatever the base library does.
/// </summary>
internal sealed class RunRandom : Random
{
    private readonly Action? _beforeEach;
    private ulong _s0, _s1, _s2, _s3;

    /// <param name="seed">The same numbers for the same seed.</param>
    /// <param name="beforeEach">Throws where no number may be drawn; the code may keep the generator for long.</param>
    public RunRandom(ulong seed, Action? beforeEach = null)
    {
        _beforeEach = beforeEach;
        _s0 = SplitMix(ref seed);
        _s1 = SplitMix(ref seed);
        _s2 = SplitMix(ref seed);
        _s3 = SplitMix(ref seed);
    }

    public override int Next() => (int)Below(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    public override int Next(int minValue, int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return (int)(minValue + (long)Below((ulong)((long)maxValue - minValue)));
    }

    public override long NextInt64() => (long)Below(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return minValue + (long)Below((ulong)(maxValue - minValue));
    }

    public override double NextDouble() => (NextBits() >> 11) * (1.0 / (1ul << 53));

    public override float NextSingle() => (NextBits() >> 40) * (1.0f / (1u << 24));

    public override void NextBytes(byte[] buffer) => NextBytes(buffer.AsSpan());

    public override void NextBytes(Span<byte> buffer)
    {
        for (; buffer.Length >= sizeof(ulong); buffer = buffer[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextBits());
        if (buffer.IsEmpty)
            return;
        Span<byte> rest = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(rest, NextBits());
        rest[..buffer.Length].CopyTo(buffer);
    }

    public Guid NextGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    protected override double Sample() => NextDouble();

    /// <summary>Lemire's method; zero for an empty range, as the base class has it.</summary>
    private ulong Below(ulong range)
    {
        if (range == 0)
            return 0;
        var high = Math.BigMul(NextBits(), range, out var low);
        if (low >= range)
            return high;
        for (var threshold = unchecked(0 - range) % range; low < threshold;)
            high = Math.BigMul(NextBits(), range, out low);
        return high;
    }

    private ulong NextBits()
    {
        _beforeEach?.Invoke();
        var result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
