namespace DurableSdk.EndToEnd.Workload;

/// <summary>Adds numbers up by halves: each half is a child, down to single numbers, each of which is a step.</summary>
public sealed class TreeWorkflow(StepWork work)
{
    public const int Leaves = 6;

    /// <summary>How many runs a tree has.</summary>
    public const int Runs = (2 * Leaves) - 1;

    [Workflow]
    public async Task<long> RunAsync(long from, int count)
    {
        if (count == 1)
            return (await LeafAsync(from)).Value;
        var half = count / 2;
        return (await Task.WhenAll(RunAsync(from, half), RunAsync(from + half, count - half))).Sum();
    }

    public static long SumOf(int n) => Enumerable.Range(n, Leaves).Sum(leaf => (long)leaf);

    [Step(RetryDelay = "10ms")]
    private Task<Receipt> LeafAsync(long value, CancellationToken cancel = default) => work.ExecuteAsync(value, failures: value % 7 == 0 ? 1 : 0, cancel);
}
