namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class StepByReflection() : UnsafeCase(typeof(StepByReflectionWorkflow))
{
    public override string Does => "Calls a step by `MethodInfo.Invoke`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1009", "DUR1031"];

    public override string Really => "The call isn't recorded: **every replay pays again**. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        var outcome = await lab.CrashAsync(afterEvent: 2);
        outcome.Completes("1");
        Assert.That(outcome.Done, Is.EqualTo(new[] { "paid", "paid" }));
    }
}

internal sealed class StepByReflectionWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var pay = GetType().GetMethod(nameof(PayAsync))!;
        await (Task)pay.Invoke(this, null)!;
        return await Steps.GiveAsync(1);
    }

    [Step]
    public Task PayAsync()
    {
        journal.Add("paid");
        return Task.CompletedTask;
    }
}
