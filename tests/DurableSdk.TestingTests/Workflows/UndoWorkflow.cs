namespace DurableSdk.TestingTests.Workflows;

/// <summary>Undoes its step by failing.</summary>
public sealed class UndoWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        await BookAsync();
        throw new InvalidOperationException("Sold out.");
    }

    [Step(Compensate = nameof(CancelAsync))]
    private Task BookAsync() => Task.CompletedTask;

    private Task CancelAsync() => Task.CompletedTask;
}
