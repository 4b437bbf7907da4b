namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class ContinueWhenAll() : SafeCase(typeof(ContinueWhenAllWorkflow))
{
    public override string Does => "Continues steps by `Task.Factory.ContinueWhenAll`.";

    protected override string Result => "2";
}

internal sealed class ContinueWhenAllWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() =>
        await Task.Factory.ContinueWhenAll(new[] { Steps.GiveAsync(1), Steps.GiveAsync(2) }, all => all.Length);
}
