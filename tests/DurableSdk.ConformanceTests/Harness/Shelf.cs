namespace DurableSdk.ConformanceTests.Harness;

/// <summary>What a run and the rest of an app share.</summary>
internal sealed class Shelf
{
    public SemaphoreSlim Places { get; } = new(1);
}
