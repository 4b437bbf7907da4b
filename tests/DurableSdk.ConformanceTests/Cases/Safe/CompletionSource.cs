namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class CompletionSource() : SafeCase(typeof(CompletionSourceWorkflow))
{
    public override string Does => "Lets a branch tell another by a `TaskCompletionSource`.";

    protected override string Result => "3";
}

internal sealed class CompletionSourceWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var told = new TaskCompletionSource<int>();
        var teller = TellAsync();
        var one = await told.Task;
        await teller;
        return one + await Steps.GiveAsync(2);

        async Task TellAsync() => told.SetResult(await Steps.GiveAsync(1));
    }
}
