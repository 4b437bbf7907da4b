namespace DurableSdk.EndToEnd.Workload;

/// <summary>A loop of steps and sleeps; a failure that is caught by its type; one that is caught after its last attempt.</summary>
public sealed class LedgerWorkflow(StepWork work)
{
    private const int Entries = 5;
    private const long Declined = 1_000_000;
    private const long GivenUp = 2_000_000;

    public static long Expected(int n) => Declined + GivenUp + Enumerable.Range(1, Entries).Sum(i => (long)n * i) + n;

    [Workflow]
    public async Task<Outcome> RunAsync(int n)
    {
        var receipts = new List<Receipt>();
        var value = 0L;
        try
        {
            for (var i = 1; i <= Entries; i++)
            {
                receipts.Add(await EntryAsync((long)n * i));
                await Durable.Sleep(TimeSpan.FromMilliseconds(i));
            }

            await DeclineAsync(n);
        }
        catch (DeclinedException)
        {
            value += Declined;
        }
        finally
        {
            receipts.Add(await EntryAsync(n));
        }

        try
        {
            receipts.Add(await GiveUpAsync(n));
        }
        catch (FlakyException e) when (e.Message.StartsWith("attempt 2 ", StringComparison.Ordinal))
        {
            value += GivenUp;
        }

        var outcome = receipts.ToOutcome();
        return outcome with { Value = outcome.Value + value };
    }

    [Step]
    private Task<Receipt> EntryAsync(long value) => work.ExecuteAsync(value);

    [Step(NonRetryable = [typeof(DeclinedException)])]
    private Task DeclineAsync(long value) => work.DeclineAsync(value);

    [Step(MaxAttempts = 2, RetryDelay = "10ms")]
    private Task<Receipt> GiveUpAsync(long value) => work.ExecuteAsync(value, failures: int.MaxValue);
}
