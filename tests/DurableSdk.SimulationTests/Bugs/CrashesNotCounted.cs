namespace DurableSdk.SimulationTests.Bugs;

internal sealed class CrashesNotCounted : OwnerBug
{
    public override string Description => "Nobody counts how often a run has killed its process.";

    public override string[] Rules => ["crash count"];

    protected override ClaimResult Claim(ClaimResult claimed) => claimed with { Runs = [.. claimed.Runs.Select(run => run with { CrashedRecoveries = 0 })] };
}
