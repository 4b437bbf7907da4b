namespace DurableSdk;

/// <summary>One state of a workflow may follow another.</summary>
/// <param name="From">The earlier state.</param>
/// <param name="To">The later state.</param>
/// <param name="Kind">How it comes to that.</param>
public sealed record WorkflowEdge(WorkflowState From, WorkflowState To, WorkflowEdgeKind Kind);
