using DurableSdk.Generators.Models;

namespace DurableSdk.Generators.Graphs;

/// <summary>A durable call site of a workflow: a state of its graph.</summary>
/// <param name="Id">Its id within a run.</param>
/// <param name="Kind">A letter; <c>WorkflowGraph</c> of the core reads it.</param>
/// <param name="Signature">The types of what passes through the log: <c>(string, int) -> Shop.Payment</c>; empty for what calls no method of the user's.</param>
internal sealed record GraphSite(string Id, char Kind, string Signature)
{
    /// <returns>Null for what nobody can wait for, which is no state.</returns>
    public static GraphSite? Of(string id, OperationModel operation) =>
        KindOf(operation) is { } kind ? new(id, kind, MethodOf(operation) is { } method ? SignatureOf(method) : "") : null;

    /// <summary>The user's method that an operation calls, or null.</summary>
    private static MethodModel? MethodOf(OperationModel operation) => (operation as StepOperation)?.Step.Method ?? (operation as ChildOperation)?.Child.Method;

    /// <summary>A method's types as the log has them: without the token, without names.</summary>
    public static string SignatureOf(MethodModel method) =>
        $"({string.Join(", ", method.Parameters.Where(p => !p.IsCancellationToken).Select(p => p.Type))}) -> {method.Return.Result ?? "void"}".Replace("global::", "");

    /// <summary>What an operation is in the graph; what has no line of its own is just an operation.</summary>
    private static char? KindOf(OperationModel operation) => operation switch
    {
        StepOperation => 's',
        ChildOperation => 'c',
        SleepOperation => 't',
        TimeoutOperation => 'l',
        WhenEachOperation or MarkOperation or HostOperation => null,
        _ => 'o',
    };
}
