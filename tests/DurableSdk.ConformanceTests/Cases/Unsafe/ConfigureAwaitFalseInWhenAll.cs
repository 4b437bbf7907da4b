namespace DurableSdk.ConformanceTests.Cases.Unsafe;

internal sealed class ConfigureAwaitFalseInWhenAll() : UnsafeCase(typeof(ConfigureAwaitFalseInWhenAllWorkflow))
{
    public override string Does => "Gives `Task.WhenAll` a helper that awaits a step with `ConfigureAwait(false)`.";

    public override IReadOnlyList<string> CompileTime => ["DUR1005"];

    public override IReadOnlyList<string> FirstRun => ["DS1002", "DS1004"];

    public override string Really => "The helper ends on the thread pool. All is well while another task of the combination ends last; when it is the helper, the run is blocked.";

    public override async Task ProveAsync(Lab lab)
    {
        (await lab.StayAsync()).Blocks([.. FirstRun]);
        (await lab.EvictAsync()).Blocks([.. FirstRun]);
    }
}

internal sealed class ConfigureAwaitFalseInWhenAllWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var one = Steps.GiveAsync(1);
        await one;
        return (await Task.WhenAll(HelpAsync(), one)).Sum();
    }

    private static async Task<int> HelpAsync() => await Steps.GiveAsync(2).ConfigureAwait(false);
}
