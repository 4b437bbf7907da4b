namespace DurableSdk.Benchmarks;

/// <summary>A row of the table.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Figure">With its unit.</param>
/// <param name="Reference">With its unit and what it is.</param>
/// <param name="Comparison">How they compare; null where the row is for orientation.</param>
internal sealed record Row(string What, string Figure, string Reference, Comparison? Comparison = null);
