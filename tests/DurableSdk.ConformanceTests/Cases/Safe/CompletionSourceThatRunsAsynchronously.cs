namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class CompletionSourceThatRunsAsynchronously() : SafeCase(typeof(CompletionSourceThatRunsAsynchronouslyWorkflow))
{
    public override string Does => "Lets a branch tell another by a `TaskCompletionSource` with `RunContinuationsAsynchronously`.";

    protected override string Result => "3";
}

internal sealed class CompletionSourceThatRunsAsynchronouslyWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var told = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var teller = TellAsync();
        var one = await told.Task;
        await teller;
        return one + await Steps.GiveAsync(2);

        async Task TellAsync() => told.SetResult(await Steps.GiveAsync(1));
    }
}
