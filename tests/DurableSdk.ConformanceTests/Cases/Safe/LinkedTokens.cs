namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class LinkedTokens() : SafeCase(typeof(LinkedTokensWorkflow))
{
    public override string Does => "Cancels a branch by linked `CancellationTokenSource`s without a time.";

    protected override string Result => "\"canceled by 1\"";
}

internal sealed class LinkedTokensWorkflow
{
    [Workflow]
    public async Task<string> RunAsync(CancellationToken cancel)
    {
        using var source = new CancellationTokenSource();
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(source.Token, cancel);
        var told = new TaskCompletionSource<string>();
        var one = await Steps.GiveAsync(1);
        using var registration = linked.Token.Register(() => told.SetResult($"canceled by {one}"));
        source.Cancel();
        return await told.Task;
    }
}
