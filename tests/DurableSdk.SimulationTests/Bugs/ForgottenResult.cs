namespace DurableSdk.SimulationTests.Bugs;

internal sealed class ForgottenResult : StoreBug
{
    public override string Description => "When a run is built anew, the result of its latest step is overlooked, and the step runs again.";

    public override string[] Rules => ["runs again"];

    protected override IReadOnlyList<StoredEvent> Read(string runId, IReadOnlyList<StoredEvent> events) =>
        events is [.., var last] && Rewritten.Read(runId, last) is StepCompleted { IsCompensable: false } step
            ? [.. events.SkipLast(1), Rewritten.As(runId, last, new StepStarted(step.Id, step.Attempt, step.Source, step.Arguments))]
            : events;
}
