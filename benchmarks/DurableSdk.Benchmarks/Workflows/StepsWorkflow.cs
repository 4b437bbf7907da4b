namespace DurableSdk.Benchmarks;

/// <summary>Steps one after another that do nothing but give some fifty bytes.</summary>
public sealed class StepsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync(int steps)
    {
        var sum = 0;
        for (var i = 0; i < steps; i++)
            sum += (await StepAsync(i)).Number;
        return sum;
    }

    [Step]
    private static Task<StepResult> StepAsync(int number) => Task.FromResult(StepResult.Of(number));
}
