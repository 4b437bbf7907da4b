namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class CatchesCancellation() : UnsafeCase(typeof(CatchesCancellationWorkflow))
{
    public override string Does => "Catches `Exception` around a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1023"];

    public override string Really => "The cancellation is caught with the rest: the run that was cancelled **completes**. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        await run.Journal.Reached("step runs").Soon();
        await run.CancelAsync();
        (await run.EndAsync()).Completes("\"failed\"");
    }
}

internal sealed class CatchesCancellationWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync()
    {
        try
        {
            await PayAsync();
            return "paid";
        }
        catch (Exception)
        {
            return "failed";
        }
    }

    [Step]
    private async Task PayAsync(CancellationToken cancel = default)
    {
        journal.Reach("step runs");
        await Task.Delay(Timeout.Infinite, cancel);
    }
}
