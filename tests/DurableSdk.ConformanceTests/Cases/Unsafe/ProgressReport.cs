namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ProgressReport() : UnsafeCase(typeof(ProgressReportWorkflow))
{
    public override string Does => "Reports to a `Progress<T>` whose handler calls a step.";

    public override IReadOnlyList<string> CompileTime => ["DUR1004", "DUR1018"];

    public override IReadOnlyList<string> FirstRun => ["DS1003"];

    public override string Really => "The handler runs on the thread pool. The step isn't called, its task fails with DS1003, and the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks("DS1003");
        (await lab.EvictAsync()).Blocks("DS1003");
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
