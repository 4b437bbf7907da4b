namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class SeededRandom() : UnsafeCase(typeof(SeededRandomWorkflow))
{
    public override string Does => "Draws from a `Random` with a fixed seed.";

    public override IReadOnlyList<string> CompileTime => ["DUR1002"];

    public override string Really => "Nothing bad today: the numbers are the same. That they stay the same in another version of .NET isn't promised.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
        (await lab.RestartAsync(afterEvent: 2)).Completes("1");
    }
}

internal sealed class SeededRandomWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(new Random(17).Next());
        return await Steps.GiveAsync(1);
    }
}
