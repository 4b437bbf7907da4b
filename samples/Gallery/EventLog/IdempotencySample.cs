namespace Gallery.EventLog;

// The same order comes in five times at once, and there is one run: the order's id is the key of the start. The same key with other contents is an error. And in the run, the bank is asked
// twice because the process died after it had charged, but it charges once: the step's own key is the same in every process.
// Look at: the ledger has one line.
internal sealed class IdempotencySample : ISample
{
    public string Name => "idempotency";

    public string Summary => "Keys: of a start, so that five make one run, and of a step, so that two attempts charge once.";

    public async Task RunAsync(Stage stage)
    {
        var bank = new Ledger(stage.PathOf("bank.txt"));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(bank));
        var starts = await Task.WhenAll(Enumerable.Range(1, 5).Select(_ => host.Client.StartPaymentWorkflowAsync("order-5", 80, new() { IdempotencyKey = "order-5" })));
        stage.Say($"{starts.Length} starts gave {starts.Select(run => run.RunId).Distinct().Count()} run.");
        try
        {
            await host.Client.StartPaymentWorkflowAsync("order-5", 8_000, new() { IdempotencyKey = "order-5" });
        }
        catch (DurableException e)
        {
            stage.Say($"A sixth start for another sum is refused by {e.Code}.");
        }

        stage.Say($"{await starts[0].ResultAsync()}; the bank's ledger: {string.Join(", ", bank.Effects)}.");
    }
}

internal sealed class PaymentWorkflow(Stage stage, Ledger bank)
{
    [Workflow]
    public async Task<string> RunAsync(string orderId, int amount) => await ChargeAsync(orderId, amount);

    [Step]
    private Task<string> ChargeAsync(string orderId, int amount)
    {
        var isNew = bank.Add(StepContext.Current.IdempotencyKey, $"{amount} for {orderId}");
        stage.Say(isNew ? $"the bank charges {amount}" : "the bank has charged that before");
        stage.CrashHere("when the bank has charged, and nothing is recorded");
        return Task.FromResult($"{orderId} is paid");
    }
}
