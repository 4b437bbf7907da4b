namespace DurableSdk.GalleryTests;

/// <summary>What each sample is to show, in the order of the catalogue; a file for each group.</summary>
internal static partial class Expectations
{
    public static IReadOnlyList<Expectation> All { get; } = [.. Patterns, .. Demonstrations, .. EventLog, .. StepMemory, .. Practices];
}
