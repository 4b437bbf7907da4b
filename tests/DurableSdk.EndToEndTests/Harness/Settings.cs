using System.Globalization;

namespace DurableSdk.EndToEndTests.Harness;

/// <summary>What the environment can change about the tests.</summary>
internal static class Settings
{
    /// <summary><c>DURABLE_E2E_KILLS</c>: kills of a storm.</summary>
    public static int Kills { get; } = Number("DURABLE_E2E_KILLS") ?? 20;

    /// <summary><c>DURABLE_E2E_MIXED_KILLS</c>: kills of the storm that does everything at once; without it as many as of any other.</summary>
    public static int MixedKills { get; } = Number("DURABLE_E2E_MIXED_KILLS") ?? Kills;

    /// <summary><c>DURABLE_E2E_SEED</c>: repeats the random choices of a storm.</summary>
    public static int Seed { get; } = Number("DURABLE_E2E_SEED") ?? Random.Shared.Next();

    /// <summary><c>DURABLE_E2E_PACKAGES</c>: a folder of packages to test; without it they are packed first.</summary>
    public static string? Packages { get; } = Environment.GetEnvironmentVariable("DURABLE_E2E_PACKAGES");

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? int.Parse(value, CultureInfo.InvariantCulture) : null;
}
