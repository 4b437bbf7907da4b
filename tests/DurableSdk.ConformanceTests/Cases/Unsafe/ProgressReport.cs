namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ProgressReport() : UnsafeCase(typeof(ProgressReportWorkflow))
{
    public override string Does => "Reports to a `Progress<T>` whose handler calls a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override IReadOnlyList<string> FirstRun => ["DS1003"];

    public override string Really => "The handler runs on the thread pool. The call throws where nobody catches it: **the process dies**.";

    public override async Task ProveAsync(Lab lab)
    {
        var dead = await lab.DieAsync();
        Assert.That(dead.Logged.Single(), Contains.Substring("DS1003"));
    }
}

internal sealed class ProgressReportWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        IProgress<int> progress = new Progress<int>(value => Steps.GiveAsync(value));
        progress.Report(1);
        return await Steps.HangAsync();
    }
}
