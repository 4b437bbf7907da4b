namespace DurableSdk.EndToEnd.Workload;

/// <summary>Runs whose steps write rows to the run's own file.</summary>
public static class EffectSet
{
    public static async Task<IReadOnlyList<WorkflowHandle<Outcome>>> StartAsync(DurableClient client, int count, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(n =>
            client.StartEffectWorkflowAsync(n, new StartOptions { RunId = RunSet.IdOf(n), IdempotencyKey = RunSet.IdOf(n) }, cancel)));
}
