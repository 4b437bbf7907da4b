namespace DurableSdk.SimulationTests.Bugs;

internal sealed class CompensationTwice : OwnerBug
{
    public override string Description => "That a step was undone isn't recorded, so a run that is built anew undoes it again.";

    public override string[] Rules => ["undo"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel) =>
        base.AppendAsync(owner, append with { Events = [.. append.Events.Select(stored => Begun(append.RunId, stored))] }, world, cancel);

    private static StoredEvent Begun(string runId, StoredEvent stored) => Rewritten.Read(runId, stored) is CompensationCompleted done
        ? Rewritten.As(runId, stored, new StepStarted(done.Id, done.Attempt, done.Source, done.Arguments))
        : stored;
}
