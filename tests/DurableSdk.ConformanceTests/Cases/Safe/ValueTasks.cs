namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class ValueTasks() : SafeCase(typeof(ValueTasksWorkflow))
{
    public override string Does => "Calls steps through helpers that return `ValueTask`.";

    protected override string Result => "3";
}

internal sealed class ValueTasksWorkflow
{
    [Workflow]
    public async ValueTask<int> RunAsync() => await OnceAsync(1) + await OnceAsync(2);

    private static async ValueTask<int> OnceAsync(int value) => await Steps.GiveAsync(value);
}
