namespace Gallery.Demonstrations;

// A counter that lives for ever: whoever adds gets the new value, and a query reads it. After every four changes the run ends and goes on as a new one with a fresh log, so that no log grows
// without end. The process is killed when it stands at 60.
// Look at: the chain of runs, and that adding again under the same id after the crash adds nothing.
internal sealed class CounterSample : ISample
{
    public string Name => "counter";

    public string Summary => "A counter that survives everything, and goes on with a fresh log now and then.";

    public async Task RunAsync(Stage stage)
    {
        await using var host = await stage.StartAsync();
        var counter = await host.Client.StartCounterWorkflowAsync(0, new() { IdempotencyKey = "counter" });
        for (var i = 1; i <= 10; i++)
        {
            var value = await counter.AddAsync(10, new() { Id = $"add-{i}" });
            stage.Say($"{i}: {value}");
            if (i == 6)
                stage.CrashHere("between two additions");
        }

        stage.Say($"The counter stands at {await counter.ValueAsync()}.");
        var first = (await counter.GetRunAsync()).FirstRunId;
        var runs = await host.Client.ListRunsAsync(new() { FirstRunId = first });
        stage.Say($"It has lived in {runs.Count} runs.");
    }
}

internal sealed class CounterWorkflow
{
    private const int ChangesMax = 4;

    private int _value;
    private int _changes;

    [Workflow]
    public async Task RunAsync(int value)
    {
        _value += value;
        await Durable.Until(() => _changes >= ChangesMax);
        throw Durable.ContinueAsNew(_value);
    }

    [Query]
    public int Value => _value;

    [Update]
    public int Add(int number)
    {
        _changes++;
        return _value += number;
    }
}
