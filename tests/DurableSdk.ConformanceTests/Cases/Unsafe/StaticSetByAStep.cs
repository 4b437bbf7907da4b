namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StaticSetByAStep() : UnsafeCase(typeof(StaticSetByAStepWorkflow))
{
    public override string Does => "Reads a static that a step has set.";

    public override IReadOnlyList<string> CompileTime => ["DUR1011"];

    public override string Really => "After a restart the step doesn't run again, and the static is empty: **the run goes on with another value**, and nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("7");
        (await lab.EvictAsync()).Completes("7");
        (await lab.RestartAsync(afterEvent: 2)).Completes("0");
    }
}

internal sealed class StaticSetByAStepWorkflow
{
    private static int _rate;

    [Workflow]
    public async Task<int> RunAsync()
    {
        await LoadAsync();
        return _rate * await Steps.GiveAsync(1);
    }

    [Step]
    private Task LoadAsync()
    {
        _rate = 7;
        return Task.CompletedTask;
    }
}
