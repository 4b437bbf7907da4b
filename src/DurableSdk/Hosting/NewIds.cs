using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace DurableSdk.Hosting;

/// <summary>What is drawn at random by clients and workers. Test hosts draw from a seed.</summary>
internal class NewIds
{
    /// <summary>From the generators of the system.</summary>
    public static NewIds Random { get; } = new();

    /// <summary>An id that sorts by time.</summary>
    public virtual string RunId(DateTimeOffset now) => Guid.CreateVersion7(now).ToString("N");

    /// <summary>From which a run's own ids and random numbers are drawn.</summary>
    public virtual ulong Seed()
    {
        // A GUID is drawn from the system's cryptographic generator by a shorter way. The bits that all have in common meet random ones of the other half.
        var halves = MemoryMarshal.Cast<Guid, ulong>([Guid.NewGuid()]);
        return halves[0] ^ halves[1];
    }

    /// <summary>The id of an update whose sender gave it none.</summary>
    public virtual string UpdateId() => Guid.NewGuid().ToString("N");

    /// <summary>The secret by which a hook is found: 190 bits from the cryptographic generator, in a form that stands in a URL as it is.</summary>
    public virtual string HookToken() => RandomNumberGenerator.GetString(HookTokens.Characters, HookTokens.Length);

    /// <summary>By which the pauses before retries differ: from 0 to less than 1.</summary>
    public virtual double Jitter() => System.Random.Shared.NextDouble();
}
