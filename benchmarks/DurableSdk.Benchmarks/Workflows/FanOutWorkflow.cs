namespace DurableSdk.Benchmarks;

/// <summary>Steps all at once.</summary>
public sealed class FanOutWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int steps)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, steps).Select(i => StepAsync(i)));
        return results.Sum(result => result.Number);
    }

    [Step]
    private static Task<StepResult> StepAsync(int number) => Task.FromResult(StepResult.Of(number));
}
