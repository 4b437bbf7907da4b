namespace DurableSdk.SimulationTests.Bugs;

internal sealed class MissingFence : OwnerBug
{
    public override string Description => "An owner that was taken over from still appends: nobody looks at its epoch.";

    public override string[] Rules => ["fence"];

    protected override async ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel)
    {
        var result = await base.AppendAsync(owner, append, world, cancel);
        return result.Outcome == AppendOutcome.Fenced && world.Machine.Database.Owner is { } present ? await present.AppendAsync(append, cancel) : result;
    }
}
