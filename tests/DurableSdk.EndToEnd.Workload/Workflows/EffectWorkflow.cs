using System.Data.Common;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Transactional steps, one after the other and in parallel with another step; some fail after they have written.</summary>
public sealed class EffectWorkflow(StepWork work)
{
    public const int Rows = 5;

    public static long Expected(int n) => Enumerable.Range(1, Rows).Sum(i => (long)n + i) + n;

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        Receipt[] receipts = [await WriteAsync(n + 1L), await WriteAsync(n + 2L)];
        var both = await Task.WhenAll(WriteAsync(n + 3L), WriteAsync(n + 4L), PlainAsync(n));
        return new List<Receipt> { receipts[0], receipts[1], both[0], both[1], both[2], await WriteAsync(n + 5L) }.ToOutcome();
    }

    [Step(Transactional = true, RetryDelay = "5ms")]
    private async Task<Receipt> WriteAsync(long value, DbConnection db = null!, DbTransaction transaction = null!, CancellationToken cancel = default)
    {
        await Effects.WriteAsync(db, transaction);
        return await work.ExecuteAsync(value, failures: value % 7 == 0 ? 1 : 0, cancel);
    }

    [Step]
    private Task<Receipt> PlainAsync(long value) => work.ExecuteAsync(value);
}
