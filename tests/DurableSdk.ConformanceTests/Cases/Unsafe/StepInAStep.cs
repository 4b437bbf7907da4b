namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepInAStep() : UnsafeCase(typeof(StepInAStepWorkflow))
{
    public override string Does => "Calls a step inside a step, which is tried again.";

    public override IReadOnlyList<string> CompileTime => ["DUR1020"];

    public override string Really => "Inside a step the other is a plain call and isn't recorded: **it is done twice**. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        var outcome = await lab.StayAsync();
        outcome.Completes("1");
        Assert.That(outcome.Done, Is.EqualTo(new[] { "paid", "paid" }));
    }
}

internal sealed class StepInAStepWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync() => await OrderAsync();

    [Step(RetryDelay = "1ms")]
    private async Task<int> OrderAsync()
    {
        await PayAsync();
        return StepContext.Current.Attempt > 1 ? 1 : throw new InvalidOperationException("The first attempt fails.");
    }

    [Step]
    private Task PayAsync()
    {
        journal.Add("paid");
        return Task.CompletedTask;
    }
}
