namespace DurableSdk.SimulationTests.Bugs;

internal sealed class UncheckedSequence : OwnerBug
{
    public override string Description => "Events are appended whatever the log's last one is: nobody looks at the expected sequence.";

    public override string[] Rules => ["repeated append"];

    protected override async ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel)
    {
        var result = await base.AppendAsync(owner, append, world, cancel);
        if (result.Outcome != AppendOutcome.SequenceConflict)
            return result;
        lock (world.Machine.Database.Gate)
        {
            foreach (var stored in append.Events)
                world.Machine.Database.Append(world.Machine.Database.Runs[append.RunId], stored);
        }

        return result with { Outcome = AppendOutcome.Committed };
    }
}
