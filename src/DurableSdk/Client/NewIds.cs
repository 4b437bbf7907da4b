using System.Security.Cryptography;

namespace DurableSdk;

/// <summary>What is drawn for a new run.</summary>
internal static class NewIds
{
    /// <summary>An id that sorts by time.</summary>
    public static string RunId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>From which the run's own ids and random numbers are drawn.</summary>
    public static ulong Seed() => BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));
}
