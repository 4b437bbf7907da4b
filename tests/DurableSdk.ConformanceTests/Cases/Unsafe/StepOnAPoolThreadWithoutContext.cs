namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepOnAPoolThreadWithoutContext() : UnsafeCase(typeof(StepOnAPoolThreadWithoutContextWorkflow))
{
    public override string Does => "Calls a step in `ThreadPool.UnsafeQueueUserWorkItem`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override string Really => "There the code isn't known to belong to a run: the step is a plain call, and **every replay pays again**. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync(new Crash(Event: 2));
        (await run.EndAsync()).Completes("1");
        await run.Journal.Until(() => run.Journal.Count("paid") == 2).Soon();
    }
}

internal sealed class StepOnAPoolThreadWithoutContextWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(_ => PayAsync(), null);
        return await Steps.GiveAsync(1);
    }

    [Step]
    private Task PayAsync()
    {
        journal.Add("paid");
        return Task.CompletedTask;
    }
}
