using DurableSdk.Testing.Storage;

namespace DurableSdk.SimulationTests.Bugs;

internal sealed class LostPlace : PlantedBug
{
    public override string Description => "The place that a host keeps for a new run isn't free again when the creation fails.";

    public override string[] Rules => ["places", "never ends"];

    public override IRunOwner Hearing(IRunOwner inner, Simulation world) => new ForgetfulOwner(inner);

    private sealed class ForgetfulOwner(IRunOwner inner) : OwnerDecorator(inner)
    {
        public override void TakeNewRuns(IRunIntake intake) => base.TakeNewRuns(new Places(intake));
    }

    private sealed class Places(IRunIntake intake) : IRunIntake
    {
        public bool TryReserve(WorkflowKey workflow) => intake.TryReserve(workflow);

        public void Take(ClaimedRun run) => intake.Take(run);

        public void GiveBack()
        {
        }
    }
}
