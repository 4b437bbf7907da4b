namespace Idiomatic.OrderFulfilment;

public sealed record Line(string Sku, int Quantity, decimal Price);

public sealed record Order(string Id, string Customer, IReadOnlyList<Line> Lines)
{
    public decimal Total => Lines.Sum(l => l.Quantity * l.Price);
}

public sealed record Receipt(string OrderId, string Payment, string? Tracking);

public sealed class OutOfStockException(string sku) : Exception($"{sku} is out of stock");

public interface IWarehouse
{
    Task<string> ReserveAsync(Order order, CancellationToken cancel);
    Task ReleaseAsync(string reservation, CancellationToken cancel);
    Task<string> ShipAsync(string reservation, CancellationToken cancel);
}

public sealed class OrderFulfilmentWorkflow(IWarehouse warehouse)
{
    [Workflow]
    public async Task<Receipt> RunAsync(Order order)
    {
        if (order.Lines.Count == 0)
            throw new ArgumentException("An order has at least one line.", nameof(order));

        var reservation = await ReserveAsync(order);
        try
        {
            var payment = await ChargeAsync(order.Customer, order.Total);
            var tracking = await ShipAsync(reservation);
            return new Receipt(order.Id, payment, tracking);
        }
        catch (InvalidOperationException e)
        {
            Durable.Logger.Log(Microsoft.Extensions.Logging.LogLevel.Warning, 0, e.Message, e, (text, _) => text);
            await ReleaseAsync(reservation);
            return new Receipt(order.Id, "", null);
        }
    }

    [Step(MaxAttempts = 5, NonRetryable = [typeof(OutOfStockException)])]
    private Task<string> ReserveAsync(Order order, CancellationToken cancel = default) => warehouse.ReserveAsync(order, cancel);

    [Step]
    private Task ReleaseAsync(string reservation, CancellationToken cancel = default) => warehouse.ReleaseAsync(reservation, cancel);

    [Step(Timeout = "30s")]
    private Task<string> ShipAsync(string reservation, CancellationToken cancel = default) => warehouse.ShipAsync(reservation, cancel);

    [Step]
    private static Task<string> ChargeAsync(string customer, decimal total) => Task.FromResult($"{customer}/{Guid.NewGuid()}/{total}");
}
