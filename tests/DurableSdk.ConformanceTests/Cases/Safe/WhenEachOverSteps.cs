namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class WhenEachOverSteps() : SafeCase(typeof(WhenEachOverStepsWorkflow))
{
    public override string Does => "Takes steps and branches by `Task.WhenEach` as they end.";

    protected override string Result => "[1,3]";
}

internal sealed class WhenEachOverStepsWorkflow
{
    [Workflow]
    public async Task<List<int>> RunAsync()
    {
        var first = Steps.GiveAsync(1);
        var order = new List<int>();
        await foreach (var ended in Task.WhenEach(AfterAsync(first), first))
            order.Add(await ended);
        return order;
    }

    private static async Task<int> AfterAsync(Task<int> first) => await first + await Steps.GiveAsync(2);
}
