using DurableSdk;
using NUnit.Framework;

/// <summary>Beside the guide's own test: one case per history, of which one is of other code, and an assertion that doesn't hold.</summary>
public sealed class MoreTests
{
    [TestCaseSource(typeof(WorkflowTestHost), nameof(WorkflowTestHost.Histories), new object[] { "Histories" })]
    public async Task History_is_followed(string path)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        await host.ReplayAsync(path);
    }

    [Test]
    public async Task Order_is_tracked_in_any_order()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default)).Returns(new Payment("p-1"));
        await host.ExploreAsync(seed: 7, schedules: 2, async test =>
            Assert.That(await (await test.Client.StartOrderWorkflowAsync("order-17", 12.50m)).ResultAsync(), Is.EqualTo("none")));
    }
}
