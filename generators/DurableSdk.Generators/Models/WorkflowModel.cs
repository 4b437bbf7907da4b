namespace DurableSdk.Generators.Models;

/// <param name="Identifier">The name as it stands in <c>StartXxxAsync</c>.</param>
/// <param name="Namespace">The namespace of the workflow's class, and of its handle; null for the global one.</param>
/// <param name="IsPublic">Whether its class and every type in its signature are public, so that its client can be.</param>
/// <param name="Timeout">How long a run may take, in ticks; null for no limit.</param>
/// <param name="MethodDisplay">The method for messages, short: <c>OrderWorkflow.RunAsync</c>.</param>
/// <param name="Signals">The signals that its class takes, ordered by name; one per name.</param>
/// <param name="TakesOtherSignals">Whether it may wait for others.</param>
/// <param name="Queries">The queries that its class answers, ordered by name; one per name.</param>
/// <param name="Updates">The updates that its class takes, ordered by name; one per name.</param>
internal sealed record WorkflowModel(
    MethodModel Method, string Name, int Version, long? Timeout, string Identifier, string? Namespace, bool IsPublic, string MethodDisplay,
    EquatableArray<SignalModel> Signals, bool TakesOtherSignals, EquatableArray<QueryModel> Queries, EquatableArray<UpdateModel> Updates)
{
    /// <summary>What generated code disables because it mentions the workflow and what its class takes and answers.</summary>
    public IEnumerable<EquatableArray<string>> WarningIds => Signals.Select(s => s.Method?.WarningIds ?? s.WarningIds)
        .Concat(Queries.Select(q => q.Method.WarningIds))
        .Concat(Updates.SelectMany(u => u.Validator is { } validator ? new[] { u.Method.WarningIds, validator.WarningIds } : [u.Method.WarningIds]))
        .Append(Method.WarningIds);
}

/// <summary>A signal that a workflow's class takes.</summary>
/// <param name="Method">The method that handles it; null where the workflow waits for it.</param>
/// <param name="AwaitedType">What the workflow waits for.</param>
/// <param name="Member">The generated field that defines it.</param>
/// <param name="HandleMethod">The handle's method that sends it; null where the name gives none.</param>
/// <param name="IsPublic">Whether its types are public.</param>
internal sealed record SignalModel(string Name, MethodModel? Method, string? AwaitedType, string Member, string? HandleMethod, bool IsPublic)
{
    /// <summary>What generated code disables because it mentions what is waited for.</summary>
    public EquatableArray<string> WarningIds { get; init; }
}

/// <summary>A workflow with what its code does. It changes with the code, so nothing but the workflow's own file may depend on it.</summary>
/// <param name="Graph">Its graph as text; empty where the method has no code.</param>
internal sealed record WorkflowCodeModel(WorkflowModel Workflow, string Graph);

/// <summary>A query that a workflow's class answers.</summary>
/// <param name="Method">The method, or the property's getter.</param>
/// <param name="Property">The property, unescaped; null for a method.</param>
/// <param name="HandleMethod">The handle's method that asks it.</param>
/// <param name="IsPublic">Whether its types are public.</param>
internal sealed record QueryModel(string Name, MethodModel Method, string? Property, string HandleMethod, bool IsPublic);

/// <summary>An update that a workflow's class takes.</summary>
/// <param name="Method">The method that does it.</param>
/// <param name="Validator">The method that may refuse it, or null.</param>
/// <param name="HandleMethod">The handle's method that sends it.</param>
/// <param name="IsPublic">Whether its types are public.</param>
internal sealed record UpdateModel(string Name, MethodModel Method, MethodModel? Validator, string HandleMethod, bool IsPublic);

/// <summary>The workflows of one class: one generated file.</summary>
internal sealed record WorkflowTypeModel(string HintName, EquatableArray<WorkflowCodeModel> Workflows);
