namespace Gallery.Patterns;

// Two orders as event-sourced aggregates. A command is an update: its handler checks the version that the sender has seen, changes the state, and is an event of the log from then on.
// Nothing else is stored: state is what the handlers make of the events, here and after a restart, when they run again with the replay flag set. A subscriber reads all events.
// Look at: the stale command that is refused, each order's own version, and that after the crash no command is handled twice although all are sent again.
internal sealed class EventSourcedOrderSample : ISample
{
    public string Name => "event-sourced-order";

    public string Summary => "Aggregates with handlers, a replay flag, a version each, and a subscriber to their events.";

    public async Task RunAsync(Stage stage)
    {
        var handlers = new HandlerCalls();
        await using var host = await stage.StartAsync(o => o.Services.AddSingleton(handlers));
        var one = await host.Client.StartOrderAggregateAsync("order-1", new() { RunId = "order-1", IdempotencyKey = "order-1" });
        var two = await host.Client.StartOrderAggregateAsync("order-2", new() { RunId = "order-2", IdempotencyKey = "order-2" });

        // The ids make a repeated command the same command.
        await one.AddAsync("lamp", 0, new() { Id = "lamp" });
        await one.AddAsync("bulb", 1, new() { Id = "bulb" });
        await two.AddAsync("desk", 0, new() { Id = "desk" });
        try
        {
            await two.AddAsync("chair", 0, new() { Id = "chair" });
        }
        catch (UpdateRefusedException e)
        {
            stage.Say($"order-2 refuses the chair: {e.Reason}");
        }

        stage.Say($"order-1 is paid at version {await one.PayAsync(2, new() { Id = "pay" })}.");
        stage.Say($"Handlers ran {handlers.Live} times live and {handlers.Replayed} times replayed in this process.");
        stage.Say($"order-2 is {await two.StateAsync()}.");
        await SubscribeAsync(stage, host.Client);
    }

    private static async Task SubscribeAsync(Stage stage, DurableClient client)
    {
        var last = await client.GetLastPositionAsync();
        await foreach (var e in client.SubscribeAsync("accounting"))
        {
            if (e.Entry.Event is UpdateAccepted command)
                stage.Say($"The subscriber hears of {e.RunId}: {command.Name} {System.Text.Encoding.UTF8.GetString(command.Arguments.Span)}");
            if (e.Position >= last)
                break;
        }
    }
}

/// <summary>How often handlers ran: for people, and nothing that a workflow decides by.</summary>
internal sealed class HandlerCalls
{
    private int _live;
    private int _replayed;

    public int Live => _live;

    public int Replayed => _replayed;

    [WorkflowSafe] // It only counts.
    public void Count(bool isReplaying) => Interlocked.Increment(ref isReplaying ? ref _replayed : ref _live);
}

internal sealed class OrderAggregate(Stage stage, HandlerCalls handlers)
{
    private readonly List<string> _items = [];
    private int _version;
    private bool _isPaid;

    [Workflow]
    public async Task<int> RunAsync(string orderId)
    {
        await Durable.Until(() => _isPaid);
        return _version;
    }

    [Query]
    public string State() => $"at version {_version} with {string.Join(" and ", _items)}, {(_isPaid ? "paid" : "not paid")}";

    [Update(Validate = nameof(WhyNotAdd))]
    public int Add(string item, int expectedVersion)
    {
        handlers.Count(Durable.Run.IsReplaying);
        _items.Add(item);
        return ++_version;
    }

    [Update(Validate = nameof(WhyNotPay))]
    public async Task<int> PayAsync(int expectedVersion)
    {
        handlers.Count(Durable.Run.IsReplaying);
        await ChargeAsync(_items.Count);
        _isPaid = true;
        return ++_version;
    }

    private string? WhyNotAdd(string item, int expectedVersion) => _isPaid ? "it is paid" : WhyNotPay(expectedVersion);

    private string? WhyNotPay(int expectedVersion) => expectedVersion == _version ? null : $"it is at version {_version}, not {expectedVersion}";

    [Step]
    private Task ChargeAsync(int items)
    {
        stage.Say($"charges {items} items");
        stage.CrashHere("while the order is being charged");
        return Task.CompletedTask;
    }
}
