namespace DurableSdk.Benchmarks;

/// <summary>Steps one after another that do nothing but give some fifty bytes.</summary>
public sealed class TenStepsWorkflow
{
    public const int Steps = 10;

    [Workflow]
    public async Task<int> RunAsync(int number)
    {
        var sum = 0;
        for (var i = 0; i < Steps; i++)
            sum += (await StepAsync(number + i)).Number;
        return sum;
    }

    [Step]
    private static Task<StepResult> StepAsync(int number) => Task.FromResult(new StepResult(number, "some fifty bytes, as JSON"));
}

public sealed record StepResult(int Number, string Text);
