#pragma warning disable DUR1004, CA1849
namespace DurableSdk.TestingTests.Workflows;

/// <summary>Steps that block their thread on code that wants to go on where it began, and one that never comes back.</summary>
public sealed class BlockingWorkflow
{
    [Workflow]
    public Task<string> RunAsync(string what) => what switch
    {
        "yield" => YieldAsync(),
        "delay" => DelayAsync(),
        _ => GoAsync(),
    };

    [Step]
    private Task<string> YieldAsync() => Task.FromResult(YieldsAsync().GetAwaiter().GetResult());

    [Step]
    private Task<string> DelayAsync() => Task.FromResult(DelaysAsync().GetAwaiter().GetResult());

    [Step]
    private Task<string> GoAsync() => new TaskCompletionSource<string>().Task;

    private static async Task<string> YieldsAsync()
    {
        for (var i = 0; i < 5; i++)
            await Task.Yield();
        return "yielded";
    }

    private static async Task<string> DelaysAsync()
    {
        for (var i = 0; i < 5; i++)
            await Task.Delay(10);
        return "delayed";
    }
}
