namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ToBlockingEnumerable() : UnsafeCase(typeof(ToBlockingEnumerableWorkflow))
{
    public override string Does => "Reads an async iterator of its own by `ToBlockingEnumerable`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "**The run hangs for ever** and holds a thread: the step begins only when the code waits. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        // Only so that the test goes on: it would wait for ever.
        run.Thread.Blocked().Interrupt();
        // The iterator can't be disposed of while it waits.
        (await run.EndAsync()).Fails<NotSupportedException>();
    }
}

internal sealed class ToBlockingEnumerableWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => ValuesAsync().ToBlockingEnumerable().Sum() + await Steps.GiveAsync(1);

    private static async IAsyncEnumerable<int> ValuesAsync()
    {
        yield return await Steps.GiveAsync(1);
    }
}
