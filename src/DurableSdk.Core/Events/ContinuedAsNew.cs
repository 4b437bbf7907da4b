namespace DurableSdk.Events;

/// <summary>The run ended, and another one goes on for it.</summary>
/// <param name="NextRunId">The run that goes on.</param>
/// <param name="Version">The workflow's version that it is pinned to.</param>
public sealed record ContinuedAsNew(string NextRunId, int Version) : RunEvent;
