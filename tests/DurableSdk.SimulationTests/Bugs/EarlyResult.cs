using DurableSdk.Testing.Storage;

namespace DurableSdk.SimulationTests.Bugs;

internal sealed class EarlyResult : PlantedBug
{
    public override string Description => "A result is released before its commit is made, so that code has what no log holds.";

    public override string[] Rules => ["early result"];

    public override IRunOwner Hearing(IRunOwner inner, Simulation world) => new HastyOwner(inner);

    /// <summary>Says of a step's result at once that it is committed, and commits it then.</summary>
    private sealed class HastyOwner(IRunOwner inner) : OwnerDecorator(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(Append append, CancellationToken cancel)
        {
            if (!append.Events.Any(stored => stored.Kind == EventKind.StepCompleted) || append.Next is not null || append.Messages.Count > 0)
                return base.AppendAsync(append, cancel);
            _ = AppendLaterAsync(append.Copy());
            return new(new AppendResult(AppendOutcome.Committed, append.Events[^1].Sequence));
        }

        private async Task AppendLaterAsync(Append append)
        {
            await Task.Yield();
            try
            {
                await base.AppendAsync(append, CancellationToken.None);
            }
            catch (IOException)
            {
                // Nobody waits for it.
            }
        }
    }
}
