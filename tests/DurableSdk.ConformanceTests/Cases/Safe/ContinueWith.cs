namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class ContinueWith() : SafeCase(typeof(ContinueWithWorkflow))
{
    public override string Does => "Continues steps by `ContinueWith`, on the current scheduler.";

    protected override string Result => "3";
}

internal sealed class ContinueWithWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() =>
        await Steps.GiveAsync(1).ContinueWith(_ => Steps.GiveAsync(2), TaskScheduler.Current).Unwrap()
        + await Steps.GiveAsync(1).ContinueWith(_ => 1);
}
