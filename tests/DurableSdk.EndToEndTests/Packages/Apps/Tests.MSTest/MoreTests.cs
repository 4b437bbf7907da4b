using DurableSdk;
using Microsoft.VisualStudio.TestTools.UnitTesting;

/// <summary>Beside the guide's own tests one that asserts what doesn't hold.</summary>
[TestClass]
public sealed class MoreTests
{
    [TestMethod]
    public async Task Order_is_tracked_in_any_order()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!)).Returns(new Payment("p-1"));
        await host.ExploreAsync(seed: 7, schedules: 2, async test =>
            Assert.AreEqual("none", await (await test.Client.StartOrderWorkflowAsync(new Order("order-17", 12.50m))).ResultAsync()));
    }
}
