namespace DurableSdk.TestingTests.Workflows;

/// <summary>Takes updates that may last: for a time, or until a signal.</summary>
public sealed class DeskWorkflow
{
    private bool _isOpen;

    [Workflow]
    public async Task RunAsync(bool isBusy)
    {
        while (isBusy)
            await Durable.Sleep(TimeSpan.FromMinutes(1));
        await Durable.WaitForSignal<string>("never");
    }

    [Update]
    public async Task<string> VisitAsync(TimeSpan? howLong)
    {
        if (howLong is { } time)
            await Durable.Sleep(time);
        else
            await Durable.Until(() => _isOpen);
        return "seen";
    }

    [Signal]
    public void Open() => _isOpen = true;
}
