using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

public sealed class ServiceTests
{
    [Test]
    public async Task Service_that_a_workflow_can_do_without_is_not_stood_in_for()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await (await host.Client.StartOptionalWorkflowAsync()).ResultAsync(), Is.EqualTo("a warehouse, no payments"));
    }
}
