#pragma warning disable DUR1013
namespace DurableSdk.TestingTests.Workflows;

/// <summary>Which step it does depends on how often its code has begun, which a crash changes.</summary>
public sealed class UnsteadyWorkflow(Counter begun)
{
    [Workflow]
    public async Task RunAsync()
    {
        if (++begun.Value % 2 == 1)
            await OneAsync();
        else
            await OtherAsync();
        await Durable.WaitForSignal<string>("never");
    }

    [Step]
    private Task OneAsync() => Task.CompletedTask;

    [Step]
    private Task OtherAsync() => Task.CompletedTask;
}
