namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class LazyValue() : SafeCase(typeof(LazyValueWorkflow))
{
    public override string Does => "Computes a value once by `Lazy<T>`.";

    protected override string Result => "8";
}

internal sealed class LazyValueWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var rate = new Lazy<int>(() => 2 + 2);
        return rate.Value * await Steps.GiveAsync(1) + rate.Value;
    }
}
