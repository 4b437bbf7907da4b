namespace DurableSdk.EndToEnd.Workload;

/// <summary>Always fails, and gives back what it has taken: one step alone, two in parallel, one that may be in flight at the failure.</summary>
public sealed class RefundWorkflow(StepWork work)
{
    [Workflow]
    public async Task RunAsync(int n)
    {
        await TakeAsync(n + 1L);
        await Task.WhenAll(TakeAsync(n + 2L), TakeAsync(n + 3L));
        await await Task.WhenAny(TakeAsync(n + 4L), DeclineAsync(n));
        throw new DeclinedException("all", null);
    }

    [Step(Compensate = nameof(GiveBackAsync))]
    private Task<Receipt> TakeAsync(long value, CancellationToken cancel = default) => work.ExecuteAsync(value, cancel: cancel);

    [Step(MaxAttempts = 4, RetryDelay = "10ms")]
    private Task<Receipt> GiveBackAsync(long value) => work.ExecuteAsync(value, failures: value % 5 == 0 ? 1 : 0);

    [Step(NonRetryable = [typeof(DeclinedException)])]
    private Task DeclineAsync(long value) => work.DeclineAsync(value);
}
