using DurableSdk.Peers.Measuring;

namespace DurableSdk.Peers.Engine;

public sealed class FanOutWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, Load.Branches).Select(_ => StepAsync()));
        return results.Length;
    }

    [Step]
    private static Task<string> StepAsync() => Task.FromResult(Load.Result);
}
