namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class SemaphoreInOneRun() : SafeCase(typeof(SemaphoreInOneRunWorkflow))
{
    public override string Does => "Limits its own branches by `SemaphoreSlim.WaitAsync()`.";

    protected override string Result => "[1,2,3]";
}

internal sealed class SemaphoreInOneRunWorkflow
{
    [Workflow]
    public async Task<int[]> RunAsync()
    {
        using var places = new SemaphoreSlim(1);
        return await Task.WhenAll(new[] { 1, 2, 3 }.Select(GiveInTurnAsync));

        async Task<int> GiveInTurnAsync(int value)
        {
            await places.WaitAsync();
            try
            {
                return await Steps.GiveAsync(value);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
