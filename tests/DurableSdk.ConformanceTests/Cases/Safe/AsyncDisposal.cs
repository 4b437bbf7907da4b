namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class AsyncDisposal() : SafeCase(typeof(AsyncDisposalWorkflow))
{
    public override string Does => "Closes a resource of its own by `await using`, with a step.";

    protected override string Result => "[2,3]";
}

internal sealed class AsyncDisposalWorkflow
{
    [Workflow]
    public async Task<List<int>> RunAsync()
    {
        var order = new List<int>();
        await using (new Reservation(order))
            order.Add(await Steps.GiveAsync(2));
        return order;
    }

    private sealed class Reservation(List<int> order) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => order.Add(await Steps.GiveAsync(3));
    }
}
