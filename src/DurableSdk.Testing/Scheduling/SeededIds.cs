using DurableSdk.Hosting;
using DurableSdk.Replay;

namespace DurableSdk.Testing.Scheduling;

/// <summary>What is drawn at random, from a seed.</summary>
internal sealed class SeededIds(ulong seed) : NewIds
{
    private readonly RunRandom _random = new(seed);

    public override string RunId(DateTimeOffset now)
    {
        var time = now.ToUnixTimeMilliseconds().ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
        return $"{time}7{Draw()[13..]}";
    }

    public override ulong Seed()
    {
        lock (_random)
            return (ulong)_random.NextInt64();
    }

    public override string UpdateId() => Draw();

    /// <summary>A guid is as long, and stands in a URL as it is.</summary>
    public override string HookToken() => Draw();

    public override double Jitter()
    {
        lock (_random)
            return _random.NextDouble();
    }

    private string Draw()
    {
        lock (_random)
            return _random.NextGuid().ToString("N");
    }
}
