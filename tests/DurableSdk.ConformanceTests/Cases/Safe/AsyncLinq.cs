namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class AsyncLinq() : SafeCase(typeof(AsyncLinqWorkflow))
{
    public override string Does => "Filters and projects an async iterator of its own by `System.Linq.AsyncEnumerable`.";

    protected override string Result => "[20,30]";
}

internal sealed class AsyncLinqWorkflow
{
    [Workflow]
    public async Task<List<int>> RunAsync() =>
        await ValuesAsync().Where(value => value > 1).Select(async (int value, CancellationToken _) => 10 * await Steps.GiveAsync(value)).ToListAsync();

    private static async IAsyncEnumerable<int> ValuesAsync()
    {
        for (var i = 1; i <= 3; i++)
            yield return await Steps.GiveAsync(i);
    }
}
