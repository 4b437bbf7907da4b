namespace DurableSdk.Storage;

/// <summary>An event as it lies among those of all runs.</summary>
/// <param name="Position">Its place in the order in which everything was committed; grows, with gaps, and is never given twice.</param>
/// <param name="RunId">The run.</param>
/// <param name="Workflow">The run's workflow.</param>
/// <param name="Stored">The event.</param>
public readonly record struct PositionedEvent(long Position, string RunId, WorkflowKey Workflow, StoredEvent Stored);
