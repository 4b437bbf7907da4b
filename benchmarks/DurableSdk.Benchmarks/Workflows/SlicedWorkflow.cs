namespace DurableSdk.Benchmarks;

/// <summary>Steps one after another in slices, between which it waits at its gate: long and short runs are measured in turn.</summary>
public sealed class SlicedWorkflow(Gates gates)
{
    public const int Slice = 500;

    [Workflow]
    public async Task RunAsync(string gate, int slices)
    {
        for (var i = 0; i <= slices * Slice; i++)
            await StepAsync(gate, i);
    }

    [Step]
    private async Task<StepResult> StepAsync(string gate, int number, CancellationToken cancel = default)
    {
        if (number % Slice == 0)
            await gates[gate].PassAsync(cancel);
        return StepResult.Of(number);
    }
}
