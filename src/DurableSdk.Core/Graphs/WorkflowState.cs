namespace DurableSdk;

/// <summary>A state of a workflow: a place in its code that makes a durable call, or its start or end.</summary>
/// <param name="Id">The call site's id, such as <c>ChargeAsync#1</c>; <c>Start</c> or <c>End</c>.</param>
/// <param name="Kind">What it is.</param>
public sealed record WorkflowState(string Id, WorkflowStateKind Kind);
