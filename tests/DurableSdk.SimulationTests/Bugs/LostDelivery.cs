namespace DurableSdk.SimulationTests.Bugs;

internal sealed class LostDelivery : StoreBug
{
    public override string Description => "A delivery to a hook is acknowledged and never made.";

    public override string[] Rules => ["delivery"];

    protected override ValueTask<HookResult> ResumeAsync(IEventStore store, string tokenHash, InboxMessage delivery, CancellationToken cancel) => new(HookResult.Accepted);
}
