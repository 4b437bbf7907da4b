using DurableSdk;

namespace Workflows;

public interface IAdder
{
    [Step]
    Task<int> AddAsync(int a, int b);
}

public sealed class Adder : IAdder
{
    public Task<int> AddAsync(int a, int b) => Task.FromResult(a + b);
}

public sealed class SumWorkflow(IAdder adder)
{
    [Workflow]
    public async Task<int> RunAsync(int[] numbers)
    {
        var sum = 0;
        foreach (var number in numbers)
            sum = await adder.AddAsync(sum, number);
        return sum;
    }
}
