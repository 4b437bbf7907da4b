namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class WhenAnyOverSteps() : SafeCase(typeof(WhenAnyOverStepsWorkflow))
{
    public override string Does => "Awaits the first of two steps by `Task.WhenAny`.";

    protected override string Result => "1";
}

internal sealed class WhenAnyOverStepsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync() => await await Task.WhenAny(Steps.HangAsync(), Steps.GiveAsync(1));
}
