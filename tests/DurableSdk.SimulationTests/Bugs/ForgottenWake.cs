namespace DurableSdk.SimulationTests.Bugs;

internal sealed class ForgottenWake : OwnerBug
{
    public override string Description => "When a run is let go, the time at which it wants to go on is lost.";

    public override string[] Rules => ["oversleeps"];

    protected override DateTimeOffset? WakeAt(DateTimeOffset? wakeAt) => null;
}
