namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class FilterWithEffects() : UnsafeCase(typeof(FilterWithEffectsWorkflow))
{
    public override string Does => "Notes a failure in the `when` filter of a `catch`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1024", "DUR1029"];

    public override string Really => "Every replay notes it again. Nobody notices.";

    public override async Task ProveAsync(Lab lab)
    {
        var outcome = await lab.CrashAsync(afterEvent: 3);
        outcome.Completes("1");
        Assert.That(outcome.Done, Is.EqualTo(new[] { "failed", "failed" }));
    }
}

internal sealed class FilterWithEffectsWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        try
        {
            return await Steps.FailAsync();
        }
        catch (InvalidOperationException) when (Noted())
        {
            return await Steps.GiveAsync(1);
        }
    }

    private bool Noted()
    {
        journal.Add("failed");
        return true;
    }
}
