namespace DurableSdk.Generators.Models;

/// <summary>A step that runs through a pipeline.</summary>
/// <param name="Step">The step's method, for messages.</param>
/// <param name="Result">The result's type, which may have pipelines of its own.</param>
/// <param name="WarningIds">What generated code disables because it mentions the result's type.</param>
internal sealed record PipelineModel(string Step, string Pipeline, string Result, EquatableArray<string> WarningIds);
