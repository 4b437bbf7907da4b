namespace DurableSdk.Benchmarks;

/// <summary>A figure and its reference, measured one after the other.</summary>
internal sealed record Round(double Figure, double Reference)
{
    public double Ratio => Figure / Reference;

    public double Difference => Figure - Reference;
}
