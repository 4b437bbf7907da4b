using DurableSdk.Storage;

namespace DurableSdk.Replay;

/// <summary>A call of a workflow by a workflow as the driver needs it.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stands.</param>
/// <param name="Workflow">What is called.</param>
/// <param name="Arguments">The arguments as a JSON array.</param>
/// <param name="Depth">How many runs will stand above the child.</param>
/// <param name="IsDetached">Whether it outlives its parent.</param>
internal sealed record ChildCall(string Id, string Source, WorkflowKey Workflow, ReadOnlyMemory<byte> Arguments, int Depth, bool IsDetached);
