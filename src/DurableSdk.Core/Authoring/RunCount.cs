namespace DurableSdk;

/// <summary>How many runs there are of a kind.</summary>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Status">How they stand.</param>
/// <param name="Count">How many.</param>
public readonly record struct RunCount(string Workflow, int Version, RunStatus Status, long Count);
