namespace DurableSdk.SimulationTests.Bugs;

internal sealed class EarlyTimer : OwnerBug
{
    public override string Description => "A timer fires when it is set, not when it is due.";

    public override string[] Rules => ["early"];

    protected override ValueTask<AppendResult> AppendAsync(IRunOwner owner, Append append, Simulation world, CancellationToken cancel)
    {
        var last = append.Events[^1];
        if (Rewritten.Read(append.RunId, last) is not TimerStarted timer || append.Next is not null)
            return base.AppendAsync(owner, append, world, cancel);
        var fired = EventCodec.Plain.Encode(append.RunId, new LogEntry(last.Sequence + 1, last.At, new TimerFired(timer.Id)));
        return base.AppendAsync(owner, append with { Events = [.. append.Events, fired], Status = RunStatus.Running }, world, cancel);
    }
}
