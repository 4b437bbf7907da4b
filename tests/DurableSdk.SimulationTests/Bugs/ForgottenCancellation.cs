namespace DurableSdk.SimulationTests.Bugs;

internal sealed class ForgottenCancellation : StoreBug
{
    public override string Description => "A run that is built anew doesn't know that it was cancelled, and starts what was cancelled again.";

    public override string[] Rules => ["never ends"];

    protected override IReadOnlyList<StoredEvent> Read(string runId, IReadOnlyList<StoredEvent> events) =>
        [.. events.Select(stored => stored.Kind == EventKind.CancelRequested ? Rewritten.As(runId, stored, new Resumed()) : stored)];
}
