namespace DurableSdk.SimulationTests.Bugs;

internal sealed class UnstoppedChild : OwnerBug
{
    public override string Description => "A child that nobody waits for any more isn't asked to stop.";

    public override string[] Rules => ["family"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append with { Messages = [.. append.Messages.Where(message => message.Message.Kind != InboxKind.Cancel)] }, world, cancel);
}
