namespace DurableSdk.Events;

/// <summary>The code called another workflow: its run was created in the same transaction.</summary>
/// <param name="Id">The operation's id.</param>
/// <param name="Source">Where the call stood.</param>
/// <param name="RunId">The child.</param>
/// <param name="Workflow">The child's workflow.</param>
/// <param name="Version">Its version.</param>
/// <param name="Arguments">The arguments as a JSON array.</param>
public sealed record ChildStarted(string Id, string Source, string RunId, string Workflow, int Version, ReadOnlyMemory<byte> Arguments) : OperationEvent(Id)
{
    /// <summary>Whether the child outlives its parent, which isn't told of its end: see <see cref="Durable.Detach"/>.</summary>
    public bool IsDetached { get; init; }
}
