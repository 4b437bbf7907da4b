namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class StartNew() : SafeCase(typeof(StartNewWorkflow))
{
    public override string Does => "Starts branches by `Task.Factory.StartNew`, on the current scheduler.";

    protected override string Result => "3";
}

internal sealed class StartNewWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var one = Task.Factory.StartNew(() => Steps.GiveAsync(1)).Unwrap();
        var two = Task.Factory.StartNew(() => Steps.GiveAsync(2), CancellationToken.None, TaskCreationOptions.None, TaskScheduler.Current).Unwrap();
        return await one + await two;
    }
}
