namespace DurableSdk.TestingTests.Workflows;

public sealed class SleeperWorkflow
{
    [Workflow]
    public async Task RunAsync(TimeSpan? howLong)
    {
        if (howLong is { } time)
            await Durable.Sleep(time);
        else
            await Durable.WaitForSignal<string>("never");
    }
}
