using System.Globalization;

namespace DurableSdk.ConformanceTests.Cases.Safe;

internal sealed class DurableValues() : SafeCase(typeof(DurableValuesWorkflow))
{
    public override string Does => "Passes `Durable.UtcNow`, `Durable.NewGuid()` and `Durable.Random` to steps.";

    protected override string Result => "true";
}

internal sealed class DurableValuesWorkflow
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        var id = Durable.NewGuid().ToString();
        var number = Durable.Random.Next();
        var now = Durable.UtcNow.ToString("O", CultureInfo.InvariantCulture);
        return await Steps.EchoAsync(id) == id && await Steps.GiveAsync(number) == number && await Steps.EchoAsync(now) == now;
    }
}
