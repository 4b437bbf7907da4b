namespace DurableSdk.BuildBenchmark;

/// <summary>Seconds of one build.</summary>
internal sealed record Measurement(double Wall, double Processor)
{
    public static Measurement Median(IReadOnlyList<Measurement> all) => new(Median(all.Select(m => m.Wall)), Median(all.Select(m => m.Processor)));

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
