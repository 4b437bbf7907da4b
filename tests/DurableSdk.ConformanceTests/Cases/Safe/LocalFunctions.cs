namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class LocalFunctions() : SafeCase(typeof(LocalFunctionsWorkflow))
{
    public override string Does => "Calls steps in local functions and lambdas that capture variables.";

    protected override string Result => "12";
}

internal sealed class LocalFunctionsWorkflow
{
    [Workflow]
    public async Task<int> RunAsync()
    {
        var factor = await Steps.GiveAsync(2);
        Func<int, Task<int>> twice = async value => factor * await Steps.GiveAsync(value);
        return await twice(1) + await TwiceAsync(5);

        async Task<int> TwiceAsync(int value) => factor * await Steps.GiveAsync(value);
    }
}
