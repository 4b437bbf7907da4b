namespace DurableSdk.ConformanceTests.Harness;

/// <summary>A service of an app, with a task that isn't durable.</summary>
internal sealed record Prices(Task<int> Loaded);
