using DurableSdk;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddDurable(o => o.UseSqlite("Data Source=orders.db"));
builder.Services.AddScoped<Warehouse>();
var app = builder.Build();

app.MapPost("/orders", async (Order order, DurableClient durable) =>
{
    var run = await durable.StartOrderWorkflowAsync(order, new() { IdempotencyKey = order.Id });
    return Results.Accepted($"/orders/{run.RunId}");
});
app.MapGet("/orders/{runId}", async (string runId, DurableClient durable) => await durable.GetHandle<string>(runId).ResultAsync());
app.Run();

public sealed record Order(string Id, string Article, int Count);

/// <summary>A service with a scope of its own in every step.</summary>
public sealed class Warehouse
{
    private int _calls;

    [Step]
    public Task<string> ReserveAsync(Order order) => Task.FromResult($"{order.Count} x {order.Article}, call {++_calls} of this instance");
}

public sealed class OrderWorkflow(Warehouse warehouse)
{
    [Workflow]
    public async Task<string> RunAsync(Order order)
    {
        await warehouse.ReserveAsync(order);
        await Durable.Sleep(TimeSpan.FromMilliseconds(50));
        return await warehouse.ReserveAsync(order);
    }
}
