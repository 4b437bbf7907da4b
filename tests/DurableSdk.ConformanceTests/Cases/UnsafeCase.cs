namespace DurableSdk.ConformanceTests.Cases;

/// <summary>Does what a workflow must not do.</summary>
internal abstract class UnsafeCase(Type workflow) : Case(workflow)
{
    public abstract override IReadOnlyList<string> CompileTime { get; }
}
