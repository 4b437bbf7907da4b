namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class DurableInAStep() : UnsafeCase(typeof(DurableInAStepWorkflow))
{
    public override string Does => "Reads `Durable.UtcNow` inside a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1021"];

    public override IReadOnlyList<string> FirstRun => ["DS1007"];

    public override string Really => "It throws, the step fails, and the run fails by it.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Fails<StepFailedException>();
    }
}

internal sealed class DurableInAStepWorkflow
{
    [Workflow]
    public async Task<DateTimeOffset> RunAsync() => await NowAsync();

    [Step(MaxAttempts = 1)]
    private static Task<DateTimeOffset> NowAsync() => Task.FromResult(Durable.UtcNow);
}
