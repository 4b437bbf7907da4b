namespace DurableSdk.Events;

/// <summary>Who started a run as its child.</summary>
/// <param name="RunId">The parent.</param>
/// <param name="OperationId">The parent's operation that waits for the run's end; null for a detached child, of whose end nobody is told.</param>
/// <param name="Depth">How many runs stand above it: 1 for the child of a run that the application started.</param>
public sealed record ParentLink(string RunId, string? OperationId, int Depth);
