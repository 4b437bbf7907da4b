namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class DurableSleep() : SafeCase(typeof(DurableSleepWorkflow))
{
    public override string Does => "Sleeps by `Durable.Sleep` between steps, in a loop.";

    protected override string Result => "3";
}

internal sealed class DurableSleepWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var sum = 0;
        for (var i = 0; i < 3; i++)
        {
            await Durable.Sleep(TimeSpan.FromMilliseconds(1));
            sum += await Steps.GiveAsync(1);
        }

        return sum;
    }
}
