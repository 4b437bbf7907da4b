using DurableSdk;

namespace WebShop;

/// <summary>What somebody sees who asks for an order. All of it is of one moment: the last event of the run's log.</summary>
/// <param name="Id">The order, and its run.</param>
/// <param name="Status">What the engine makes of the run: <c>Running</c>, <c>Waiting</c>, <c>Completed</c>, <c>Canceled</c> …</param>
/// <param name="Progress">How far it came, in the words of the workflow.</param>
/// <param name="WaitsFor">What it waits for, and at which line.</param>
/// <param name="Pay">Where to pay, while that is what it waits for.</param>
public sealed record OrderView(string Id, string Status, string? Progress, IEnumerable<string> WaitsFor, PaymentRequest? Pay)
{
    /// <returns>Null where there is no such order.</returns>
    public static async Task<OrderView?> OfAsync(DurableClient client, string id)
    {
        if (await client.GetRunAsync(id) is null)
            return null;
        var last = await client.GetEventsAsync(id).LastAsync();
        var run = await client.ReplayToAsync(id, last.Sequence);
        var pay = await run.QueryAsync<PaymentRequest?>(nameof(OrderWorkflow.AwaitedPayment));
        return new OrderView(id, run.Status.ToString(), run.StatusText, run.Pending.Select(operation => $"{operation.Kind} at {operation.Source}"), pay);
    }
}
