namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class AsyncLocalForAStep() : UnsafeCase(typeof(AsyncLocalForAStepWorkflow))
{
    public override string Does => "Sets an `AsyncLocal` that a step reads.";

    public override IReadOnlyList<string> CompileTime => ["DUR1012"];

    public override string Really => "The step runs in a flow of its own, and reads nothing: a lost write. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("\"nobody\"");
        (await lab.EvictAsync()).Completes("\"nobody\"");
    }
}

internal sealed class AsyncLocalForAStepWorkflow
{
    private static readonly AsyncLocal<string?> Customer = new();

    [Workflow]
    public async Task<string> RunAsync()
    {
        Customer.Value = "customer-17";
        return await WhoAsync();
    }

    [Step]
    private Task<string> WhoAsync() => Task.FromResult(Customer.Value ?? "nobody");
}
