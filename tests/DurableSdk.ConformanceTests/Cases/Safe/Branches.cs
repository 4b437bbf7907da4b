namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class Branches() : SafeCase(typeof(BranchesWorkflow))
{
    public override string Does => "Runs branches of several steps each beside each other.";

    protected override string Result => "[3,7,11]";
}

internal sealed class BranchesWorkflow
{
    [Workflow]
    public async Task<int[]> RunAsync() => await Task.WhenAll(BranchAsync(1), BranchAsync(3), BranchAsync(5));

    private static async Task<int> BranchAsync(int first) => await Steps.GiveAsync(first) + await Steps.GiveAsync(first + 1);
}
