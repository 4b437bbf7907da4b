namespace DurableSdk.SimulationTests.Bugs;

internal sealed class UnflushedAppend : OwnerBug
{
    /// <summary>Of so many appends that only begin something, one isn't made.</summary>
    private const int OneOf = 5;

    public override string Description => "An append is acknowledged and never made.";

    public override string[] Rules => ["lost"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        append.ExpectedSequence % OneOf == 0 && append.Events.All(stored => stored.Kind is EventKind.StepStarted or EventKind.TimerStarted) && append.ConsumedInbox.Count == 0
            ? new(new AppendResult(AppendOutcome.Committed, append.Events[^1].Sequence))
            : base.AppendAsync(owner, append, world, cancel);
}
