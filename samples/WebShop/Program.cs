using DurableSdk;
using WebShop;

const string Database = "Data Source=webshop.db";

var builder = WebApplication.CreateBuilder(args);
// The path of a request to a hook holds its token, which is the permission to pay.
builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

builder.Services.AddDurable(o =>
{
    o.UseSqlite(Database);
    // Where the world outside finds /hooks: in life the address of a proxy, and not what the server listens at.
    o.HooksAddress = new Uri(builder.Configuration["HooksAddress"] ?? "http://localhost:5080/hooks");
    o.Json.PropertyNameCaseInsensitive = true;
    o.EvictAfterEveryAwait = builder.Configuration.GetValue<bool>("Evict");
});
builder.Services.AddSingleton(new ShopSettings(
    ConnectionString: Database,
    HoldFor: builder.Configuration.GetValue("HoldFor", TimeSpan.FromMinutes(15)),
    PackIn: builder.Configuration.GetValue("PackIn", TimeSpan.FromSeconds(20))));
builder.Services.AddSingleton<Shop>();
// After AddDurable, whose store makes the file; the server takes requests when both have started.
builder.Services.AddSingleton<ShopTables>();
builder.Services.AddHostedService(services => services.GetRequiredService<ShopTables>());

var app = builder.Build();

// The order's id is the idempotency key, so that posting it again starts nothing; and the run's id, so that /orders/{id} finds it.
app.MapPost("/orders", async (Order order, DurableClient client) =>
{
    if (order.Problem() is { } problem)
        return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
    try
    {
        await client.StartOrderWorkflowAsync(order, new() { IdempotencyKey = order.Id, RunId = order.Id });
        return Results.Accepted($"/orders/{order.Id}", new { order = $"/orders/{order.Id}" });
    }
    catch (DurableException e) when (e.Code == "DS4002")
    {
        return Results.Problem($"There is another order {order.Id}.", statusCode: StatusCodes.Status409Conflict);
    }
});

app.MapGet("/orders/{id}", async (string id, DurableClient client) =>
    await OrderView.OfAsync(client, id) is { } view ? Results.Ok(view) : Results.NotFound());

// Answers when the order's run has ended. Who has given up asks again.
app.MapGet("/orders/{id}/receipt", async (string id, DurableClient client, CancellationToken cancel) =>
{
    try
    {
        return Results.Ok(await client.GetOrderWorkflow(id).ResultAsync(cancel));
    }
    catch (WorkflowCanceledException)
    {
        return Results.Problem($"Order {id} was cancelled.", statusCode: StatusCodes.Status410Gone);
    }
    catch (Exception e) when (e is WorkflowFailedException or WorkflowTerminatedException)
    {
        // Why is for the shop's people, who find it in the run's log.
        return Results.Problem($"Order {id} went wrong, and there will be no receipt.", statusCode: StatusCodes.Status410Gone);
    }
    catch (DurableException e) when (e.Code == "DS4001")
    {
        return Results.NotFound();
    }
});

// Only what waits for its payment is cancelled; else the answer is the order as it stands.
app.MapDelete("/orders/{id}", async (string id, DurableClient client) =>
{
    if (await OrderView.OfAsync(client, id) is not { } order)
        return Results.NotFound();
    if (order.Pay is null)
        return Results.Conflict(order);
    try
    {
        await client.CancelAsync(id, "the customer has cancelled it");
        return Results.Accepted($"/orders/{id}", new { order = $"/orders/{id}" });
    }
    catch (DurableException e) when (e.Code == "DS4003")
    {
        // It has ended since it was looked at.
        return Results.Conflict(await OrderView.OfAsync(client, id));
    }
});

app.MapDurableHooks("/hooks");

app.MapGet("/stock", (ShopTables tables) => tables.StockAsync());
app.MapGet("/shipments", (ShopTables tables) => tables.ShipmentsAsync());
// Only so that the README's line can kill it.
app.MapGet("/pid", () => Environment.ProcessId);

app.Run();
