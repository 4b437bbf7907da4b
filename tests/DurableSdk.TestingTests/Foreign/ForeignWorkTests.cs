using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Foreign;

public sealed class ForeignWorkTests
{
    [TestCase("task", "Task.Run")]
    [TestCase("parallel", "Parallel.For")]
    [TestCase("pool", "ThreadPool.QueueUserWorkItem")]
    public async Task Work_that_leaves_the_run_fails_the_test_with_the_line(string what, string call)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartForeignWorkflowAsync(what);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.ResultAsync());
        Assert.That(error.Code, Is.EqualTo("DS5011"));
        Assert.That(error.Message, Does.Contain(call).And.Contain("ForeignWorkflow.cs:").And.Contain(run.RunId));
    }

    [Test]
    public async Task Steps_and_what_stays_in_the_run_are_left_alone()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await (await host.Client.StartForeignWorkflowAsync("safe")).ResultAsync(), Is.EqualTo("safe"));
    }

    [Test]
    public async Task Nobody_listens_where_the_test_does_not_want_it()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.CatchesForeignWork = false);
        Assert.That(await (await host.Client.StartForeignWorkflowAsync("task")).ResultAsync(), Is.EqualTo("task"));
    }
}
