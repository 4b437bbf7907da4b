namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepNotAwaited() : UnsafeCase(typeof(StepNotAwaitedWorkflow))
{
    public override string Does => "Calls a step, doesn't await it, and ends.";

    public override IReadOnlyList<string> CompileTime => ["DUR1018"];

    public override string Really => "The step never begins: **the mail is not sent**. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        var outcome = await lab.StayAsync();
        outcome.Completes("1");
        Assert.That(outcome.Done, Is.Empty);
        (await lab.EvictAsync()).Completes("1");
    }
}

internal sealed class StepNotAwaitedWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var one = await Steps.GiveAsync(1);
        _ = MailAsync();
        return one;
    }

    [Step]
    private Task MailAsync()
    {
        journal.Add("mail");
        return Task.CompletedTask;
    }
}
