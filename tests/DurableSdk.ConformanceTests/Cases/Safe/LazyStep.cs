namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class LazyStep() : SafeCase(typeof(LazyStepWorkflow))
{
    public override string Does => "Calls a step once by `Lazy<Task<T>>`.";

    protected override string Result => "2";
}

internal sealed class LazyStepWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var rate = new Lazy<Task<int>>(() => Steps.GiveAsync(1));
        return await rate.Value + await rate.Value;
    }
}
