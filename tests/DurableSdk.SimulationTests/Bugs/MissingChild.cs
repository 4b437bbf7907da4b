namespace DurableSdk.SimulationTests.Bugs;

internal sealed class MissingChild : OwnerBug
{
    public override string Description => "A child's start is recorded, and its run isn't made.";

    public override string[] Rules => ["family"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append with { Children = [] }, world, cancel);
}
