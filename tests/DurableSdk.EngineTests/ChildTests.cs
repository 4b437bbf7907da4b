namespace DurableSdk.EngineTests;

/// <summary>Doubles a number, in a step.</summary>
public sealed class DoubleWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(int value) => await DoubleAsync(value);

    [Step(MaxAttempts = 1)]
    private Task<int> DoubleAsync(int value)
    {
        journal.Add($"double {value}");
        return value switch
        {
            < -100 => throw new InvalidDataException($"{value} is too small"),
            < 0 => throw new ArgumentException($"{value} is negative"),
            _ => Task.FromResult(2 * value),
        };
    }
}

/// <summary>Calls another workflow once for each number, all at once.</summary>
public sealed class FanWorkflow(DoubleWorkflow child)
{
    [Workflow]
    public async Task<int> RunAsync(int count) => (await Task.WhenAll(Enumerable.Range(0, count).Select(i => child.RunAsync(i)))).Sum();
}

/// <summary>Calls itself until there is nothing left to do.</summary>
public sealed class FactorialWorkflow
{
    [Workflow]
    public async Task<long> RunAsync(int n) => n <= 1 ? 1 : n * await RunAsync(n - 1);
}

/// <summary>Says how a child ended that didn't succeed.</summary>
public sealed class CarefulWorkflow(DoubleWorkflow child)
{
    [Workflow]
    public async Task<string> RunAsync(int value)
    {
        try
        {
            return $"{await child.RunAsync(value)}";
        }
        catch (InvalidDataException e)
        {
            return $"caught {e.Message}";
        }
    }
}

public sealed class ChildTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Child_is_a_run_of_its_own_and_its_result_comes_back()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartFanWorkflowAsync(1);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(0));
    }
}
