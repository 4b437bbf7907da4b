namespace DurableSdk.EndToEnd.Workload;

/// <summary>Runs that do everything by children.</summary>
public static class TreeSet
{
    public static async Task<IReadOnlyList<WorkflowHandle<long>>> StartAsync(DurableClient client, int count, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(n =>
            client.StartTreeWorkflowAsync(n, TreeWorkflow.Leaves, new StartOptions { RunId = RunSet.IdOf(n), IdempotencyKey = RunSet.IdOf(n) }, cancel)));

    public static Task WaitAsync(IEnumerable<WorkflowHandle<long>> runs, CancellationToken cancel) => Task.WhenAll(runs.Select(run => run.ResultAsync(cancel)));
}
