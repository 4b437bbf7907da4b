namespace DurableSdk.SimulationTests.Bugs;

internal sealed class SwappedCompletions : StoreBug
{
    public override string Description => "When a run is built anew, two completions that follow each other are delivered the other way round.";

    public override string[] Rules => ["blocked"];

    protected override IReadOnlyList<StoredEvent> Read(string runId, IReadOnlyList<StoredEvent> events)
    {
        var changed = events.ToArray();
        for (var i = 0; i + 1 < changed.Length; i++)
        {
            if (Rewritten.Read(runId, changed[i]) is not StepCompleted first || Rewritten.Read(runId, changed[i + 1]) is not StepCompleted second)
                continue;
            changed[i] = Rewritten.As(runId, changed[i], second);
            changed[i + 1] = Rewritten.As(runId, changed[i + 1], first);
        }

        return changed;
    }
}
