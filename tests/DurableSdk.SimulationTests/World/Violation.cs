namespace DurableSdk.SimulationTests.World;

/// <summary>Something that must not be.</summary>
/// <param name="Rule">Which rule is broken, in a word.</param>
/// <param name="What">How.</param>
internal sealed record Violation(string Rule, string What)
{
    public override string ToString() => $"[{Rule}] {What}";
}
