namespace DurableSdk.ConformanceTests.Harness;

/// <summary>Two threads, of which one is always first: which one, a machine decides anew each time. What they do here is no part of a case.</summary>
[WorkflowSafe]
internal sealed class Race(string winner)
{
    private readonly TaskCompletionSource _won = new();

    public void Run(string name, Action<string> arrive)
    {
        if (name != winner)
            _won.Task.Wait();
        arrive(name);
        if (name == winner)
            _won.SetResult();
    }
}
