using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Engine;

public sealed class ResumedWorkflow(Resumed steps)
{
    [Workflow]
    public async Task RunAsync()
    {
        for (var i = 0; i < Resumed.Completed; i++)
            await CompletedStepAsync();
        await NextStepAsync();
    }

    [Step]
    private Task<string> CompletedStepAsync() => steps.CompletedStepAsync();

    [Step]
    private Task<string> NextStepAsync() => steps.NextStepAsync();
}
