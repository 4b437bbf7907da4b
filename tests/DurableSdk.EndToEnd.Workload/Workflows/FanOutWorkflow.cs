namespace DurableSdk.EndToEnd.Workload;

/// <summary>Parallel branches of two steps each in a helper method; some steps fail at first.</summary>
public sealed class FanOutWorkflow(StepWork work, IPricing pricing)
{
    private const int Branches = 4;

    public static long Expected(int n) => (n * 100L) + Enumerable.Range(0, Branches).Sum(branch => n + branch + 1L + ((n + branch) * 2L));

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        var price = await pricing.PriceAsync(n);
        var branches = await Task.WhenAll(Enumerable.Range(0, Branches).Select(branch => BranchAsync(n, branch)));
        var receipts = branches.SelectMany(receipts => receipts).Prepend(price).ToArray();
        return receipts.ToOutcome();
    }

    private async Task<Receipt[]> BranchAsync(int n, int branch)
    {
        var first = await FlakyAsync(n + branch + 1L, failures: branch % 3);
        await Durable.Sleep(TimeSpan.FromMilliseconds(5 * branch));
        var second = await DoubleAsync(n + branch);
        return [first, second];
    }

    [Step(MaxAttempts = 4, RetryDelay = "15ms")]
    private Task<Receipt> FlakyAsync(long value, int failures, CancellationToken cancel = default) => work.ExecuteAsync(value, failures, cancel);

    [Step]
    private Task<Receipt> DoubleAsync(int value) => work.ExecuteAsync(value * 2L);
}
