using DurableSdk.Generators.Models;

namespace DurableSdk.Generators.Graphs;

/// <summary>A durable call site of a workflow: a state of its graph.</summary>
/// <param name="Id">Its id within a run.</param>
/// <param name="Kind">A letter; <c>WorkflowGraph</c> of the core reads it.</param>
internal sealed record GraphSite(string Id, char Kind)
{
    /// <summary>What an operation is in the graph; what has no line of its own is just an operation.</summary>
    public static char KindOf(OperationModel operation) => operation switch
    {
        StepOperation => 's',
        SleepOperation => 't',
        TimeoutOperation => 'l',
        _ => 'o',
    };
}
