namespace DurableSdk.GalleryTests.Harness;

/// <summary>What a sample is to show.</summary>
internal sealed record Expectation(string Sample)
{
    /// <summary>Lines that it says however it is run, killed or not.</summary>
    public required IReadOnlyList<string> Says { get; init; }

    /// <summary>Patterns of lines that it says however it is run, as regular expressions.</summary>
    public IReadOnlyList<string> Shows { get; init; } = [];

    /// <summary>Patterns of lines that it says only where nothing disturbs it.</summary>
    public IReadOnlyList<string> ShowsUndisturbed { get; init; } = [];

    /// <summary>Patterns of lines that it says only where its runs are evicted at every wait.</summary>
    public IReadOnlyList<string> ShowsEvicted { get; init; } = [];

    /// <summary>Patterns of lines that it says only after it was killed.</summary>
    public IReadOnlyList<string> ShowsAfterKill { get; init; } = [];

    /// <summary>Steps that the start after the kill takes from the log, as the timeline names them.</summary>
    public IReadOnlyList<string> FromLog { get; init; } = [];

    /// <summary>Steps that run after the kill, that which the kill interrupted included.</summary>
    public IReadOnlyList<string> RunAfter { get; init; } = [];

    /// <summary>Steps that run beside the one that is killed, so that each comes from the log or runs after the kill; at least one comes from the log.</summary>
    public IReadOnlyList<string> Split { get; init; } = [];

    /// <summary>How many steps there are where they are too many for the timeline; else null.</summary>
    public int? Steps { get; init; }

    /// <summary>Words for the sample itself.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}
