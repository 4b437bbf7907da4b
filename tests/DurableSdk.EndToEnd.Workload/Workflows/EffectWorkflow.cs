using System.Data.Common;

namespace DurableSdk.EndToEnd.Workload;

/// <summary>Transactional steps, one after the other and in parallel with another step; some fail after they have written.</summary>
public sealed class EffectWorkflow(StepWork work)
{
    public const int Effects = 5;

    public static long Expected(int n) => Enumerable.Range(1, Effects).Sum(i => (long)n + i) + n;

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        Receipt[] receipts = [await WriteAsync(n + 1L), await WriteAsync(n + 2L)];
        var both = await Task.WhenAll(WriteAsync(n + 3L), WriteAsync(n + 4L), PlainAsync(n));
        return new List<Receipt> { receipts[0], receipts[1], both[0], both[1], both[2], await WriteAsync(n + 5L) }.ToOutcome();
    }

    /// <summary>The table has no key: a row that is written twice is there twice.</summary>
    [Step(Transactional = true, RetryDelay = "5ms")]
    private async Task<Receipt> WriteAsync(long value, DbConnection db = null!, DbTransaction transaction = null!, CancellationToken cancel = default)
    {
        await ExecuteAsync(db, transaction, "CREATE TABLE IF NOT EXISTS effects (run_id TEXT NOT NULL, step_id TEXT NOT NULL, process_id INTEGER NOT NULL)");
        var step = StepContext.Current;
        await ExecuteAsync(db, transaction, $"INSERT INTO effects VALUES ('{step.RunId}', '{step.StepId}', {Environment.ProcessId})");
        return await work.ExecuteAsync(value, failures: value % 7 == 0 ? 1 : 0, cancel);
    }

    [Step]
    private Task<Receipt> PlainAsync(long value) => work.ExecuteAsync(value);

    private static async Task ExecuteAsync(DbConnection db, DbTransaction transaction, string sql)
    {
        await using var command = db.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Ids of the workload's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
