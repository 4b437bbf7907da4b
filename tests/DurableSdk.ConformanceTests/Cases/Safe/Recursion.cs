namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class Recursion() : SafeCase(typeof(RecursionWorkflow))
{
    public override string Does => "Calls itself through a helper, with a step at each level.";

    protected override string Result => "10";
}

internal sealed class RecursionWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await SumAsync(4);

    private static async Task<int> SumAsync(int n) => n == 0 ? 0 : await Steps.GiveAsync(n) + await SumAsync(n - 1);
}
