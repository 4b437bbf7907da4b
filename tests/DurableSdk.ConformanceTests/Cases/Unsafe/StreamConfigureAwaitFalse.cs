namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StreamConfigureAwaitFalse() : UnsafeCase(typeof(StreamConfigureAwaitFalseWorkflow))
{
    public override string Does => "Reads an async iterator of its own with `ConfigureAwait(false)`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1005"];

    public override string Really => "Nothing bad today: an iterator made by the compiler continues its reader where it stands itself. Other streams don't.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("2");
        (await lab.EvictAsync()).Completes("2");
        (await lab.CrashAsync(afterEvent: 2)).Completes("2");
    }
}

internal sealed class StreamConfigureAwaitFalseWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var sum = 0;
        await foreach (var value in ValuesAsync().ConfigureAwait(false))
            sum += value;
        return sum + await Steps.GiveAsync(1);
    }

    private static async IAsyncEnumerable<int> ValuesAsync()
    {
        yield return await Steps.GiveAsync(1);
    }
}
