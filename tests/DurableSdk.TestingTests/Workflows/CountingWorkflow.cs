namespace DurableSdk.TestingTests.Workflows;

/// <summary>What the outside world has counted.</summary>
public sealed class Counter
{
    public int Value { get; set; }
}

/// <summary>A step that can't run twice: it counts, and gives the count.</summary>
public sealed class CountingWorkflow(Counter counter)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await CountAsync();
        return await CountAsync();
    }

    [Step]
    private Task<int> CountAsync() => Task.FromResult(++counter.Value);
}
