namespace DurableSdk.EndToEnd.Workload;

/// <summary>Goes on as a new run again and again; what it has seen goes with it.</summary>
public sealed class ChainWorkflow(StepWork work)
{
    public const int Links = 4;

    public static long Expected(int n) => Enumerable.Range(1, Links).Sum(link => (2L * n) + link);

    [Workflow]
    public async Task<Outcome> RunAsync(int n, int link, Receipt[] receipts)
    {
        var (first, second) = (CarryAsync(n), CarryAsync(n + (long)link));
        Receipt[] seen = [.. receipts, await first, await second];
        if (link < Links)
            throw Durable.ContinueAsNew(n, link + 1, seen);
        return seen.ToOutcome();
    }

    [Step]
    private Task<Receipt> CarryAsync(long value) => work.ExecuteAsync(value);
}
