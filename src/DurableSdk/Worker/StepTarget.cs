namespace DurableSdk.Worker;

/// <summary>What a step's attempt runs on.</summary>
/// <param name="Instance">The instance; null for a static method.</param>
/// <param name="IsOwned">Whether it was made for this attempt outside the service provider's care, and is to be disposed after it.</param>
internal readonly record struct StepTarget(object? Instance, bool IsOwned);
