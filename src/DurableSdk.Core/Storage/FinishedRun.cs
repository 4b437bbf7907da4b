namespace DurableSdk.Storage;

/// <summary>A run that has finished, for who waited for it.</summary>
/// <param name="RunId">The run's id.</param>
/// <param name="Workflow">The workflow's name.</param>
/// <param name="Status">How it ended.</param>
/// <param name="End">Its last event, where the store has it at hand; null where it is to be read.</param>
public sealed record FinishedRun(string RunId, string Workflow, RunStatus Status, StoredEvent? End);
