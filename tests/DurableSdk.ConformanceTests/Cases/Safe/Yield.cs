namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class Yield() : SafeCase(typeof(YieldWorkflow))
{
    public override string Does => "Calls `Task.Yield` between steps.";

    protected override string Result => "3";
}

internal sealed class YieldWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Task.Yield();
        var one = await Steps.GiveAsync(1);
        await Task.Yield();
        return one + await Steps.GiveAsync(2);
    }
}
