namespace Idiomatic.YieldAndValueTask;

/// <summary>ValueTask helpers, Task.Yield, completed tasks, awaits in expressions.</summary>
public sealed class YieldAndValueTaskWorkflow
{
    [Workflow]
    public async ValueTask<int> RunAsync(int[] numbers)
    {
        await Task.Yield();
        var sum = 0;
        foreach (var number in numbers)
            sum += await ScaleAsync(number) + (await GetAsync(number) is var got && got > 0 ? got : 0);
        await MaybeAsync(sum > 100);
        return await ScaleAsync(sum);
    }

    private static ValueTask<int> ScaleAsync(int number) => number == 0 ? ValueTask.FromResult(0) : new ValueTask<int>(GetAsync(number * 2));

    private static Task MaybeAsync(bool isNeeded) => isNeeded ? Durable.Sleep(TimeSpan.FromSeconds(1)) : Task.CompletedTask;

    [Step] private static Task<int> GetAsync(int number) => Task.FromResult(number);
}
