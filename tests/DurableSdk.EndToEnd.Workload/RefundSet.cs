namespace DurableSdk.EndToEnd.Workload;

/// <summary>Runs that all fail and compensate.</summary>
public static class RefundSet
{
    public static string IdOf(int n) => $"refund-{n:D5}";

    public static async Task<IReadOnlyList<WorkflowHandle>> StartAsync(DurableClient client, int count, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(async n =>
            (WorkflowHandle)await client.StartRefundWorkflowAsync(n, new StartOptions { RunId = IdOf(n), IdempotencyKey = IdOf(n) }, cancel)));

    public static Task WaitAsync(IEnumerable<WorkflowHandle> runs, CancellationToken cancel) => Task.WhenAll(runs.Select(async run =>
    {
        try
        {
            await run.WaitAsync(cancel);
        }
        catch (WorkflowFailedException)
        {
        }
    }));
}
