namespace DurableSdk.TestingTests.Workflows;

public sealed record Payment(string Id, decimal Total);

public sealed class CardDeclinedException(string message) : Exception(message);

public interface IPayments
{
    Task<Payment> ChargeAsync(string order, decimal total);
}

public interface IWarehouse
{
    [Step]
    Task<string> ReserveAsync(string order);

    Task ReleaseAsync(string reservation);
}

public sealed class OrderWorkflow(IPayments payments, IWarehouse warehouse)
{
    [Workflow]
    public async Task<string> RunAsync(string order, decimal total)
    {
        var reservation = await warehouse.ReserveAsync(order);
        try
        {
            var payment = await ChargeAsync(order, total);
            await Durable.Sleep(TimeSpan.FromDays(30));
            await SendAsync(order, payment.Id);
            return payment.Id;
        }
        catch (CardDeclinedException)
        {
            await ReleaseAsync(reservation);
            return "declined";
        }
    }

    [Step(MaxAttempts = 3, RetryDelay = "1m", NonRetryable = [typeof(CardDeclinedException)])]
    public Task<Payment> ChargeAsync(string order, decimal total, CancellationToken cancel = default) => payments.ChargeAsync(order, total);

    [Step]
    private Task ReleaseAsync(string reservation) => warehouse.ReleaseAsync(reservation);

    [Step]
    private static Task SendAsync(string order, string payment) => Task.CompletedTask;
}
