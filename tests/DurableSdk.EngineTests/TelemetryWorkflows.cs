using System.Diagnostics;

namespace DurableSdk.EngineTests;

/// <summary>A step that may fail once, a sleep and a child; each step notes the activity that it runs in.</summary>
public sealed class WatchedWorkflow(WatchedChildWorkflow child, Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(string gate, bool fails)
    {
        var first = await WorkAsync(gate, fails);
        await Durable.Sleep(TimeSpan.FromMilliseconds(1));
        return first + await child.RunAsync(2);
    }

    [Step(RetryDelay = "1ms")]
    private async Task<int> WorkAsync(string gate, bool fails, CancellationToken cancel = default)
    {
        journal.Add($"in {Activity.Current?.DisplayName}");
        journal.Reach($"at {gate}");
        await journal.Reached(gate, cancel);
        return fails && StepContext.Current.Attempt == 1 ? throw new InvalidOperationException("secret") : 1;
    }
}

public sealed class WatchedChildWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int number) => await AddAsync(number);

    [Step]
    private static Task<int> AddAsync(int number) => Task.FromResult(number);
}
