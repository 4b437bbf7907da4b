namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepReadsAField() : UnsafeCase(typeof(StepReadsAFieldWorkflow))
{
    public override string Does => "Sets a field that a step reads.";

    public override IReadOnlyList<string> CompileTime => ["DUR1014"];

    public override string Really => "The step runs on an instance of its own: a lost write. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("\"nobody\"");
        (await lab.EvictAsync()).Completes("\"nobody\"");
    }
}

internal sealed class StepReadsAFieldWorkflow
{
    private string _customer = "nobody";

    [Workflow]
    public async Task<string> RunAsync()
    {
        _customer = "customer-17";
        return await WhoAsync();
    }

    [Step]
    private Task<string> WhoAsync() => Task.FromResult(_customer);
}
