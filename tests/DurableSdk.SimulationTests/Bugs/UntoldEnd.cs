namespace DurableSdk.SimulationTests.Bugs;

internal sealed class UntoldEnd : OwnerBug
{
    public override string Description => "The caller isn't told of its child's end.";

    public override string[] Rules => ["family"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append with { Messages = [.. append.Messages.Where(message => message.Message.Kind != InboxKind.ChildEnded)] }, world, cancel);
}
