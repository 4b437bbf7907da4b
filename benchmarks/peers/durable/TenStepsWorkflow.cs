using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Engine;

public sealed class TenStepsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var length = 0;
        for (var i = 0; i < Load.Steps; i++)
            length += (await StepAsync()).Length;
        return length;
    }

    [Step]
    private static Task<string> StepAsync() => Task.FromResult(Load.Result);
}
