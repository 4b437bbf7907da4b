namespace Gallery.Patterns;

// An order reserves, charges, and can't be shipped: what was done is undone, the last first, by the methods that the steps name. The process dies while it undoes.
// Look at: after the crash the refund comes from the log, and only the release runs, for the second time; the ledger knows its key, so it has every effect once.
internal sealed class OrderSagaSample : ISample
{
    public string Name => "order-saga";

    public string Summary => "An order is undone by compensations, also when the process dies while it undoes.";

    public async Task RunAsync(Stage stage)
    {
        var ledger = new Ledger(stage.PathOf("ledger.txt"));
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(ledger));
        var run = await host.Client.StartOrderSagaWorkflowAsync(new SagaOrder("order-17", "lamp", 49.90m, "Atlantis"), new() { IdempotencyKey = "order-17" });
        try
        {
            stage.Say($"shipped: {await run.ResultAsync()}");
        }
        catch (WorkflowFailedException e)
        {
            stage.Say($"The order failed: {e.Failure.Message}");
        }

        stage.Say($"The ledger: {string.Join(", ", ledger.Effects)}.");
    }
}

internal sealed record SagaOrder(string Id, string Item, decimal Price, string City);

internal sealed class AddressUnknownException(string message, Exception? innerException = null) : Exception(message, innerException);

internal sealed class OrderSagaWorkflow(Stage stage, Ledger ledger)
{
    [Workflow]
    public async Task<string> RunAsync(SagaOrder order)
    {
        await ReserveAsync(order);
        await ChargeAsync(order);
        return await ShipAsync(order);
    }

    [Step(Compensate = nameof(ReleaseAsync))]
    private Task ReserveAsync(SagaOrder order) => DoAsync($"reserved {order.Item}");

    [Step]
    private async Task ReleaseAsync(SagaOrder order)
    {
        await DoAsync($"released {order.Item}");
        stage.CrashHere("when the lamp is released, and nothing is recorded");
    }

    [Step(Compensate = nameof(RefundAsync))]
    private Task ChargeAsync(SagaOrder order) => DoAsync($"charged {order.Price}");

    [Step]
    private Task RefundAsync(SagaOrder order) => DoAsync($"refunded {order.Price}");

    [Step(NonRetryable = [typeof(AddressUnknownException)])]
    private Task<string> ShipAsync(SagaOrder order) => throw new AddressUnknownException($"nobody delivers to {order.City}");

    private Task DoAsync(string effect)
    {
        stage.Say(effect);
        ledger.Add(StepContext.Current.IdempotencyKey, effect);
        return Task.CompletedTask;
    }
}
