namespace DurableSdk.SimulationTests.Programs;

/// <summary>The signals of programs.</summary>
internal static class Signals
{
    public const string Alpha = "alpha";
    public const string Beta = "beta";
    public const string Poke = "Poke";

    public static string Name(int number) => number switch { 0 => Alpha, 1 => Beta, _ => Poke };
}
