namespace DurableSdk.EndToEnd.Workload;

/// <summary>The runs of the workload: run n is the same on every start.</summary>
public static class RunSet
{
    public static string IdOf(int n) => $"run-{n:D5}";

    public static async Task<IReadOnlyList<WorkflowHandle<Outcome>>> StartAsync(DurableClient client, int count, CancellationToken cancel) =>
        await Task.WhenAll(Enumerable.Range(1, count).Select(n => StartOneAsync(client, n, cancel)));

    public static Task WaitAsync(IReadOnlyList<WorkflowHandle<Outcome>> runs, CancellationToken cancel) =>
        Task.WhenAll(runs.Select(run => run.ResultAsync(cancel)));

    /// <summary>What run n gives, whatever happens to the process.</summary>
    public static long ExpectedValue(int n) => (n % 5) switch
    {
        0 => FanOutWorkflow.Expected(n),
        1 => RaceWorkflow.Expected(n),
        2 => LedgerWorkflow.Expected(n),
        3 => ChainWorkflow.Expected(n),
        _ => LotteryWorkflow.Expected(n),
    };

    /// <summary>How many runs it takes, one after the other.</summary>
    public static int LinksOf(int n) => n % 5 == 3 ? ChainWorkflow.Links : 1;

    /// <summary>How many steps run n takes.</summary>
    public static int StepsOf(int n) => (n % 5) switch
    {
        0 => 9,
        1 => 4,
        2 => 8,
        3 => ChainWorkflow.Links * 2,
        _ => 6,
    };

    private static async Task<WorkflowHandle<Outcome>> StartOneAsync(DurableClient client, int n, CancellationToken cancel)
    {
        var options = new StartOptions { RunId = IdOf(n), IdempotencyKey = IdOf(n) };
        return (n % 5) switch
        {
            0 => await client.StartFanOutWorkflowAsync(n, options, cancel),
            1 => await client.StartRaceWorkflowAsync(n, options, cancel),
            2 => await client.StartLedgerWorkflowAsync(n, options, cancel),
            3 => await client.StartChainWorkflowAsync(n, 1, [], options, cancel),
            _ => await client.StartLotteryWorkflowAsync(n, options, cancel),
        };
    }
}
