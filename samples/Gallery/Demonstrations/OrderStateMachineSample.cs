namespace Gallery.Demonstrations;

// A state machine is an async method: its states are the places where it waits. The compiler draws it, and the log says where a run stands. Signals drive it here, and a time limit: nobody
// confirms the first delivery, so the parcel is sent once more. The process is killed while the parcel is on its way.
// Look at: the diagram (paste it into any Mermaid viewer), and that the time of the first delivery runs out although the process died.
internal sealed class OrderStateMachineSample : ISample
{
    public string Name => "order-state-machine";

    public string Summary => "An order driven by signals and a time limit, with the diagram that the compiler draws of it.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var order = await host.Client.StartOrderStatesAsync("order-9", new() { IdempotencyKey = "order-9" });
        await order.SignalPaidAsync(59.90m, new() { Id = "payment" });
        await Stage.SeesAsync(host.Client, e => e is TimerStarted);
        var position = await host.Client.GetPositionAsync(order.RunId);
        stage.Say($"It stands at {string.Join(", ", position.Open.Select(state => state.Id))}.");
        Console.WriteLine(position.Graph.ToMermaid(position));
        stage.CrashHere("while the parcel is on its way");

        // The first delivery's time runs out; the second one is confirmed.
        await Stage.SeesAsync(host.Client, e => e is StepCompleted { Id: "ShipAsync#1[2]" });
        await order.SignalDeliveredAsync("at the neighbour's", new() { Id = "delivery" });
        stage.Say($"The order is {await order.ResultAsync()}.");
    }
}

internal sealed class OrderStates(Stage stage)
{
    private const int DeliveriesMax = 3;

    [Workflow]
    public async Task<string> RunAsync(string orderId)
    {
        var paid = await Durable.WaitForSignal<decimal>("paid");
        await PackAsync(orderId, paid);
        for (var delivery = 1; delivery <= DeliveriesMax; delivery++)
        {
            await ShipAsync(orderId, delivery);
            try
            {
                return $"delivered {await Durable.WaitForSignal<string>("delivered", TimeSpan.FromSeconds(delivery == 1 ? 2 : 60))}";
            }
            catch (TimeoutException)
            {
                await TraceAsync(orderId, delivery);
            }
        }

        await RefundAsync(orderId, paid);
        return "lost and refunded";
    }

    [Step]
    private Task PackAsync(string orderId, decimal paid) => SayAsync($"packs {orderId}, for which {paid} was paid");

    [Step]
    private Task ShipAsync(string orderId, int delivery)
    {
        stage.SlowDownToCrash();
        return SayAsync($"ships {orderId}, delivery {delivery}");
    }

    [Step]
    private Task TraceAsync(string orderId, int delivery) => SayAsync($"looks for delivery {delivery} of {orderId}");

    [Step]
    private Task RefundAsync(string orderId, decimal paid) => SayAsync($"refunds {paid} for {orderId}");

    private Task SayAsync(string text)
    {
        stage.Say(text);
        return Task.CompletedTask;
    }
}
