namespace DurableSdk.UnitTests.Harness;

/// <summary>A value as deep as one likes.</summary>
internal sealed record Nested(string Name, Nested? Inner)
{
    public static Nested OfDepth(int depth) => Enumerable.Range(0, depth - 1).Aggregate(new Nested("end", null), (inner, i) => new Nested($"{i}", inner));
}
