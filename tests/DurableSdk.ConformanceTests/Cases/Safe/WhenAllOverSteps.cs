namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class WhenAllOverSteps() : SafeCase(typeof(WhenAllOverStepsWorkflow))
{
    public override string Does => "Awaits steps by `Task.WhenAll`.";

    protected override string Result => "6";
}

internal sealed class WhenAllOverStepsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => (await Task.WhenAll(Steps.GiveAsync(1), Steps.GiveAsync(2), Steps.GiveAsync(3))).Sum();
}
