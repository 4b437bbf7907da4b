namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ContinueAsNewWithOtherArguments() : UnsafeCase(typeof(ContinueAsNewWithOtherArgumentsWorkflow))
{
    public override string Does => "Continues as new with an argument that the workflow doesn't take.";

    public override IReadOnlyList<string> CompileTime => ["DUR1027"];

    public override IReadOnlyList<string> FirstRun => ["DS1012"];

    public override string Really => "The run is blocked where it should begin anew.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1012");
        (await lab.EvictAsync()).Blocks("DS1012");
    }
}

internal sealed class ContinueAsNewWithOtherArgumentsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(1);
        throw Durable.ContinueAsNew("again");
    }
}
