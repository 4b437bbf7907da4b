using DurableSdk.Replay;

namespace DurableSdk.Testing.Exploring;

/// <summary>How long steps take besides what they do, so that each may overtake any other.</summary>
internal static class Latency
{
    private const int MillisecondsMax = 10_000;

    /// <summary>No time in one of three cases, else up to ten seconds.</summary>
    public static Func<TimeSpan> Of(ulong seed)
    {
        var random = new RunRandom(seed);
        return () => random.Next(3) == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(random.Next(MillisecondsMax));
    }
}
