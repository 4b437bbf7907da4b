namespace DurableSdk.SimulationTests.Bugs;

internal sealed class EarlyPurge : StoreBug
{
    public override string Description => "A purge takes all that has ended, however short ago.";

    public override string[] Rules => ["purge"];

    protected override PurgeRequest Purge(PurgeRequest request) => request with { FinishedBefore = DateTimeOffset.MaxValue };
}
