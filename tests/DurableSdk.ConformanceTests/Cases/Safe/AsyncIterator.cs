namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class AsyncIterator() : SafeCase(typeof(AsyncIteratorWorkflow))
{
    public override string Does => "Gives the results of steps by an async iterator of its own.";

    protected override string Result => "6";
}

internal sealed class AsyncIteratorWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var sum = 0;
        await foreach (var value in ValuesAsync())
            sum += value;
        return sum;
    }

    private static async IAsyncEnumerable<int> ValuesAsync()
    {
        for (var i = 1; i <= 3; i++)
            yield return await Steps.GiveAsync(i);
    }
}
