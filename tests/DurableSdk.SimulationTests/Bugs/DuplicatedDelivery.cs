namespace DurableSdk.SimulationTests.Bugs;

internal sealed class DuplicatedDelivery : OwnerBug
{
    public override string Description => "A message that was taken out of the inbox stays in it.";

    public override string[] Rules => ["delivery"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append.ConsumedInbox.Count > 1 ? append with { ConsumedInbox = [.. append.ConsumedInbox.Skip(1)] } : append, world, cancel);
}
