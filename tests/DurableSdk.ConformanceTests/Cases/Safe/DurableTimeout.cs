namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class DurableTimeout() : SafeCase(typeof(DurableTimeoutWorkflow))
{
    public override string Does => "Limits the wait for a step by `WithTimeout`.";

    protected override string Result => "\"timed out\"";
}

internal sealed class DurableTimeoutWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        try
        {
            await Steps.HangAsync().WithTimeout(TimeSpan.FromMilliseconds(1));
            return "in time";
        }
        catch (TimeoutException)
        {
            return await Steps.EchoAsync("timed out");
        }
    }
}
