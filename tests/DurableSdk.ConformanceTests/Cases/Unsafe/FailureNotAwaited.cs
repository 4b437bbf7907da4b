namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FailureNotAwaited() : UnsafeCase(typeof(FailureNotAwaitedWorkflow))
{
    public override string Does => "Calls a step that fails, awaits another, and throws the first task away in one branch.";

    public override IReadOnlyList<string> CompileTime => ["DUR1018"];

    public override string Really => "Nobody hears of the failure: the run completes.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("1");
        (await lab.EvictAsync()).Completes("1");
    }
}

internal sealed class FailureNotAwaitedWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var paid = Steps.FailAsync();
        var amount = await Steps.GiveAsync(1);
        if (amount > 100)
            await paid;
        return amount;
    }
}
