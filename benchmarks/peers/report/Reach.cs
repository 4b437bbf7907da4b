namespace DurableSdk.Peers.Report;

/// <summary>What DurableSdk is meant to reach beside its peers.</summary>
/// <param name="Title">In words.</param>
/// <param name="Figure">Of which row.</param>
/// <param name="Against">The peers of whom the best counts.</param>
/// <param name="Times">How many times better it is meant to be.</param>
internal sealed record Reach(string Title, string Figure, IReadOnlyList<string> Against, double Times)
{
    private static readonly string[] Engines = ["restate", "dbos"];
    private static readonly string[] Everyone = [.. Engines, "hand-rolled", "hand-rolled-group"];

    public static IReadOnlyList<Reach> All { get; } =
    [
        new("steps/s of 512 workflows, against the best engine", "steps-512", Engines, 30),
        new("steps/s of 512 workflows, against the hand-rolled commit a step", "steps-512", ["hand-rolled"], 10),
        new("steps/s of one workflow, against the hand-rolled commit a step", "steps-1", ["hand-rolled"], 1),
        new("fan-out, against the best of all", "fan-out", Everyone, 1),
        new("resume, against the best of all", "resume", Everyone, 1),
    ];
}
