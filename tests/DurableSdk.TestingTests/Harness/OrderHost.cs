using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Harness;

internal static class OrderHost
{
    /// <summary>A host whose warehouse has what is ordered.</summary>
    public static async Task<WorkflowTestHost> StartAsync(Action<WorkflowTestOptions>? configure = null)
    {
        var host = await WorkflowTestHost.StartAsync(configure);
        host.Step((IWarehouse w) => w.ReserveAsync(default!)).Returns("r1");
        return host;
    }
}
