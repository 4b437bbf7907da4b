namespace DurableSdk.Generators.Models;

/// <param name="Identifier">The name as it stands in <c>StartXxxAsync</c>.</param>
/// <param name="Namespace">The namespace of the workflow's class, and of its handle; null for the global one.</param>
/// <param name="IsPublic">Whether its class and every type in its signature are public, so that its client can be.</param>
/// <param name="Timeout">How long a run may take, in ticks; null for no limit.</param>
/// <param name="MethodDisplay">The method for messages, short: <c>OrderWorkflow.RunAsync</c>.</param>
internal sealed record WorkflowModel(
    MethodModel Method, string Name, int Version, long? Timeout, string Identifier, string? Namespace, bool IsPublic, string MethodDisplay);

/// <summary>A workflow with what its code does. It changes with the code, so nothing but the workflow's own file may depend on it.</summary>
/// <param name="Graph">Its graph as text; empty where the method has no code.</param>
internal sealed record WorkflowCodeModel(WorkflowModel Workflow, string Graph);

/// <summary>The workflows of one class: one generated file.</summary>
internal sealed record WorkflowTypeModel(string HintName, EquatableArray<WorkflowCodeModel> Workflows);
