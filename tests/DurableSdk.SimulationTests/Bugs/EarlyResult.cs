namespace DurableSdk.SimulationTests.Bugs;

internal sealed class EarlyResult : OwnerBug
{
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(5);

    public override string Description => "A commit is reported before it is made, so that results are released which no log holds.";

    public override string[] Rules => ["lost", "early result"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel)
    {
        if (append.Events.Any(stored => stored.Kind == EventKind.StepCompleted) && append.Next is null && append.Messages.Count == 0)
        {
            _ = AppendLaterAsync(owner, append, world);
            return new(new AppendResult(AppendOutcome.Committed, append.Events[^1].Sequence));
        }

        return base.AppendAsync(owner, append, world, cancel);
    }

    private async Task AppendLaterAsync(IRunOwner owner, Append append, Simulation world)
    {
        await Task.Delay(Late, world.Time);
        await base.AppendAsync(owner, append, world, CancellationToken.None);
    }
}
