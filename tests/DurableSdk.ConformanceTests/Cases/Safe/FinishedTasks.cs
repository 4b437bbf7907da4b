namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class FinishedTasks() : SafeCase(typeof(FinishedTasksWorkflow))
{
    public override string Does => "Awaits `Task.FromResult`, `Task.CompletedTask` and finished value tasks.";

    protected override string Result => "6";
}

internal sealed class FinishedTasksWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        await Task.CompletedTask;
        return await Task.FromResult(1) + await new ValueTask<int>(2) + await ValueTask.FromResult(3) + await Steps.GiveAsync(0);
    }
}
