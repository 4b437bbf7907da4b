namespace DurableSdk.Generators.Models;

/// <summary>What an assembly brings.</summary>
/// <param name="Workflows">By name and version.</param>
/// <param name="HasExceptions">Whether there is an exception table.</param>
/// <param name="Steps">The method names of steps and workflows.</param>
/// <param name="Pipelines">Which pipelines the steps name.</param>
/// <param name="Hooks">What deliveries to hooks carry.</param>
/// <param name="Waits">Whether code outside of workflow classes waits for signals.</param>
/// <param name="HiddenMessages">The messages that a class derived in another assembly can't see.</param>
internal sealed record ManifestModel(
    EquatableArray<WorkflowModel> Workflows, bool HasExceptions, EquatableArray<string> Steps, EquatableArray<PipelineModel> Pipelines,
    EquatableArray<HookPayloadModel> Hooks, bool Waits, EquatableArray<string> HiddenMessages);
