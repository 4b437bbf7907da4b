using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Foreign;

public sealed class ForeignWorkTests
{
    [TestCase("Task.Run", "Task.Run")]
    [TestCase("Task.Run, awaited", "Task.Run")]
    [TestCase("Task.Factory.StartNew", "TaskFactory.StartNew")]
    [TestCase("ContinueWith", "ContinueWith")]
    [TestCase("Parallel.For", "Parallel.For")]
    [TestCase("Parallel.Invoke", "Parallel.Invoke")]
    [TestCase("AsParallel", "ParallelEnumerable.ToArray")]
    [TestCase("ThreadPool.QueueUserWorkItem", "ThreadPool.QueueUserWorkItem")]
    [TestCase("ThreadPool.UnsafeQueueUserWorkItem", "ThreadPool.UnsafeQueueUserWorkItem")]
    public async Task Work_that_leaves_the_run_fails_the_test_with_the_line(string what, string call)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartForeignWorkflowAsync(what);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.ResultAsync());
        Assert.That(error.Code, Is.EqualTo("DS5011"));
        Assert.That(error.Message, Does.Contain(call).And.Contain("ForeignWorkflow.cs:").And.Contain(run.RunId));
    }

    /// <summary>The engine completes the step, so the stack is the engine's.</summary>
    [Test]
    public async Task Continuation_that_leaves_the_run_fails_the_test()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartForeignWorkflowAsync("step, ConfigureAwait(false)");
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await run.ResultAsync()).Code, Is.EqualTo("DS5011"));
    }

    /// <summary>The engine sees an await of what isn't durable in production too.</summary>
    [TestCase("Task.Delay", "DS1002")]
    [TestCase("Task.Delay, ConfigureAwait(false)", "DS1002")]
    public async Task Wait_for_what_is_not_durable_blocks_the_run_and_the_test_says_why(string what, string code)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartForeignWorkflowAsync(what);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.ResultAsync());
        Assert.That(error.Message, Does.StartWith("DS5001").And.Contain($"is Blocked: {code}: "));
    }

    /// <summary>What takes no way through the task library or the pool at that moment nobody hears of; the compiler's rules do.</summary>
    [TestCase("Task.Delay, not awaited")]
    [TestCase("new Timer")]
    [TestCase("new Thread")]
    public async Task Timer_and_thread_of_ones_own_are_not_heard(string what)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await (await host.Client.StartForeignWorkflowAsync(what)).ResultAsync(), Is.EqualTo(what));
    }

    [Test]
    public async Task Steps_and_what_stays_in_the_run_are_left_alone()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await (await host.Client.StartForeignWorkflowAsync("safe")).ResultAsync(), Is.EqualTo("safe"));
    }

    [Test]
    public async Task Work_of_the_container_itself_is_left_alone()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Services.AddTransient<Counter>());
        Assert.That(await (await host.Client.StartProviderWorkflowAsync()).ResultAsync(), Is.EqualTo(10));
    }

    [Test]
    public async Task Nobody_listens_where_the_test_does_not_want_it()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.CatchesForeignWork = false);
        Assert.That(await (await host.Client.StartForeignWorkflowAsync("Task.Run")).ResultAsync(), Is.EqualTo("Task.Run"));
    }
}
