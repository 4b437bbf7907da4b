namespace DurableSdk.EngineTests;

/// <summary>A step per signal until one says 0.</summary>
public sealed class GuardedWorkflow(Journal journal)
{
    [Query]
    public int Sum { get; private set; }

    [Workflow]
    public async Task<int> RunAsync()
    {
        for (var next = await Durable.WaitForSignal<int>("add"); next != 0; next = await Durable.WaitForSignal<int>("add"))
            Sum += await NoteAsync(next);
        return Sum;
    }

    [Step]
    private Task<int> NoteAsync(int value)
    {
        journal.Add($"noted {value}");
        return Task.FromResult(value);
    }
}
