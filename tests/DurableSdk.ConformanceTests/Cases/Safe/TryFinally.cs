namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class TryFinally() : SafeCase(typeof(TryFinallyWorkflow))
{
    public override string Does => "Calls a step in `catch` and another in `finally` after one that fails.";

    protected override string Result => "\"failed, tidied: 2\"";
}

internal sealed class TryFinallyWorkflow
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        var text = "";
        try
        {
            await Steps.FailAsync();
        }
        catch (InvalidOperationException)
        {
            text = await Steps.EchoAsync("failed");
        }
        finally
        {
            text += $", tidied: {await Steps.GiveAsync(2)}";
        }

        return text;
    }
}
