namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class ConfigureAwaitTrue() : SafeCase(typeof(ConfigureAwaitTrueWorkflow))
{
    public override string Does => "Awaits steps with `ConfigureAwait(true)` and `ContinueOnCapturedContext`.";

    protected override string Result => "3";
}

internal sealed class ConfigureAwaitTrueWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() =>
        await Steps.GiveAsync(1).ConfigureAwait(true) + await Steps.GiveAsync(2).ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext);
}
