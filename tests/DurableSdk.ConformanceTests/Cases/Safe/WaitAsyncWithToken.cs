namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class WaitAsyncWithToken() : SafeCase(typeof(WaitAsyncWithTokenWorkflow))
{
    public override string Does => "Gives up waiting for a step by `Task.WaitAsync(token)`, without a time.";

    protected override string Result => "\"gave up\"";
}

internal sealed class WaitAsyncWithTokenWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        using var source = new CancellationTokenSource();
        var waiting = Steps.HangAsync().WaitAsync(source.Token);
        await Steps.GiveAsync(1);
        source.Cancel();
        try
        {
            await waiting;
            return "did not give up";
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            return "gave up";
        }
    }
}
