namespace DurableSdk.EndToEnd.Workload;

/// <summary>Runs of everything at once, with what they are sent from outside.</summary>
public static class MixedSet
{
    public static string IdOf(int n) => $"mixed-{n:D5}";

    public static Task RunAsync(DurableClient client, int count, CancellationToken cancel) => Task.WhenAll(Enumerable.Range(1, count).Select(n => RunAsync(client, IdOf(n), n, cancel)));

    /// <summary>In every life of the program the same, by the same ids: what was acknowledged before is accepted and dropped.</summary>
    private static async Task RunAsync(DurableClient client, string id, int n, CancellationToken cancel)
    {
        var run = await client.StartMixedWorkflowAsync(n, 1, [], 0, new StartOptions { RunId = id, IdempotencyKey = id }, cancel);
        try
        {
            await run.SignalAsync("letter", MixedWorkflow.Letter, new SignalOptions { Id = "letter" }, cancel);
            await run.AddAsync(MixedWorkflow.Addition, new UpdateOptions { Id = "addition" }, cancel);
        }
        catch (DurableException e) when (MixedWorkflow.Fails(n) && e is not WorkflowFailedException)
        {
            // It may have ended before it got to it.
        }

        try
        {
            await run.ResultAsync(cancel);
        }
        catch (WorkflowFailedException) when (MixedWorkflow.Fails(n))
        {
        }
    }
}
