namespace DurableSdk.Generators.Models;

/// <summary>What deliveries to hooks carry, so that the host can check them before it accepts them.</summary>
/// <param name="Type">The type.</param>
/// <param name="WarningIds">What generated code disables because it mentions the type.</param>
internal sealed record HookPayloadModel(string Type, EquatableArray<string> WarningIds);
