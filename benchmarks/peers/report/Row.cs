namespace DurableSdk.Peers.Report;

/// <summary>What is compared, in the table's order.</summary>
/// <param name="Figure">Its name in the peers' lines.</param>
/// <param name="Title">Its name in the table.</param>
/// <param name="MoreIsBetter">Else less is.</param>
internal sealed record Row(string Figure, string Title, bool MoreIsBetter)
{
    public static IReadOnlyList<Row> All { get; } =
    [
        new("steps-1", "steps/s, 1 workflow", true),
        new("steps-64", "steps/s, 64 workflows", true),
        new("steps-512", "steps/s, 512 workflows", true),
        new("fan-out", "fan-out of 100 steps, ms", false),
        new("lateness-median", "lateness of 1,000 sleepers, median, ms", false),
        new("lateness-max", "the latest of them, ms", false),
        new("resume", "resume after 1,000 steps, ms", false),
        new("resume-server", "the same, its server killed too, ms", false),
    ];

    /// <returns>How many times better the first is.</returns>
    public double Ratio(double value, double other) => MoreIsBetter ? value / other : other / value;

    public bool IsBetter(double value, double other) => Ratio(value, other) > 1;
}
