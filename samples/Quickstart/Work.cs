using System.Security.Cryptography;

namespace Quickstart;

/// <summary>What the outside world is made of: delays and numbers that nobody can foresee. Steps may use it, the workflow may not.</summary>
internal static class Work
{
    public static Task TakeTimeAsync(double secondsMin, double secondsMax, CancellationToken cancel = default) =>
        Task.Delay(TimeSpan.FromSeconds(secondsMin + ((secondsMax - secondsMin) * Random.Shared.NextDouble())), cancel);

    public static string NewNumber(string prefix) => $"{prefix}-{RandomNumberGenerator.GetHexString(5)}";
}
