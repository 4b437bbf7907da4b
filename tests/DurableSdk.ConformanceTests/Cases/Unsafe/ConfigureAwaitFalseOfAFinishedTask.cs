namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ConfigureAwaitFalseOfAFinishedTask() : UnsafeCase(typeof(ConfigureAwaitFalseOfAFinishedTaskWorkflow))
{
    public override string Does => "Awaits with `ConfigureAwait(false)` what has already ended.";

    public override IReadOnlyList<string> CompileTime => ["DUR1005"];

    public override string Really => "Nothing bad: a finished task is not waited for. On the day on which the task isn't finished, the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Completes("2");
        (await lab.EvictAsync()).Completes("2");
        (await lab.CrashAsync(afterEvent: 2)).Completes("2");
    }
}

internal sealed class ConfigureAwaitFalseOfAFinishedTaskWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await Task.FromResult(1).ConfigureAwait(false) + await Steps.GiveAsync(1);
}
