#pragma warning disable DUR1013, DUR1026
namespace DurableSdk.TestingTests.Workflows;

/// <summary>Looks at something every hour, for ever; counts how often its code has begun.</summary>
public sealed class HourlyWorkflow(Counter begun)
{
    [Workflow]
    public async Task RunAsync()
    {
        begun.Value++;
        while (true)
            await Durable.Sleep(TimeSpan.FromHours(1));
    }
}
