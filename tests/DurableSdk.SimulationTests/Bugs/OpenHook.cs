namespace DurableSdk.SimulationTests.Bugs;

internal sealed class OpenHook : OwnerBug
{
    public override string Description => "A hook that is over still takes deliveries.";

    public override string[] Rules => ["hook"];

    protected override ValueTask CloseHookAsync(IRunOwner owner, string runId, string hookId, CancellationToken cancel) => ValueTask.CompletedTask;
}
