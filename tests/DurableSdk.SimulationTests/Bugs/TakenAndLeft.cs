namespace DurableSdk.SimulationTests.Bugs;

internal sealed class TakenAndLeft : StoreBug
{
    public override string Description => "A run that its host takes with its creation is left to be claimed as well.";

    public override string[] Rules => ["claim"];

    protected override void Created(NewRun run, Simulation world)
    {
        var database = world.Machine.Database;
        if (database.Runs[run.RunId] is not { Hand: InMemoryHand.InHand } taken)
            return;
        database.Reschedule(taken, static run => (run.Hand, run.WakeAt) = (InMemoryHand.Free, InMemoryRun.AtOnce));
        database.RaiseWork();
    }
}
