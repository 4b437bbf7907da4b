namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ContinueAsNewNotThrown() : UnsafeCase(typeof(ContinueAsNewNotThrownWorkflow))
{
    public override string Does => "Calls `Durable.ContinueAsNew()` and doesn't throw what it gives.";

    public override IReadOnlyList<string> CompileTime => ["DUR1027"];

    public override string Really => "Nothing happens: the run goes on with the old log. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("2");
        (await lab.EvictAsync()).Completes("2");
        (await lab.CrashAsync(afterEvent: 2)).Completes("2");
    }
}

internal sealed class ContinueAsNewNotThrownWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Steps.GiveAsync(1);
        Durable.ContinueAsNew();
        return await Steps.GiveAsync(2);
    }
}
