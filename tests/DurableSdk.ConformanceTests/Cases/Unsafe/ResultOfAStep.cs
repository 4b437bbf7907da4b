namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ResultOfAStep() : UnsafeCase(typeof(ResultOfAStepWorkflow))
{
    public override string Does => "Reads `.Result` of a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1007"];

    public override string Really => "**The run hangs for ever** and holds a thread: the step begins only when the code waits. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        await using var run = await lab.OpenAsync();
        // Only so that the test goes on: it would wait for ever.
        run.Thread.Blocked().Interrupt();
        var outcome = await run.EndAsync();
        outcome.Fails<ThreadInterruptedException>();
        Assert.That(outcome.Done, Is.Empty, "the step never began");
    }
}

internal sealed class ResultOfAStepWorkflow(Journal journal)
{
    [Workflow]
    public Task<int> RunAsync() => Task.FromResult(GiveAsync().Result);

    [Step]
    private Task<int> GiveAsync()
    {
        journal.Add("step");
        return Task.FromResult(1);
    }
}
