namespace DurableSdk.SimulationTests.Bugs;

internal sealed class LostUnusedMessage : OwnerBug
{
    public override string Description => "What came for a run and wasn't used doesn't go over to the run that continues it.";

    public override string[] Rules => ["message"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append.Next is { } next ? append with { Next = next with { Events = [next.Events[0]] } } : append, world, cancel);
}
