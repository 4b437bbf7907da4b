using DurableSdk.Testing.Machines;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Waits that would hang for ever go on, or fail.</summary>
public sealed class WaitTests
{
    [Test]
    public async Task Host_runs_until_a_step_has_begun_and_no_further()
    {
        await using var host = await OrderHost.StartAsync();
        var charge = host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Takes(TimeSpan.FromHours(1)).Returns(new Payment("p1", 5));
        await host.Client.StartOrderWorkflowAsync("o1", 5);
        await host.UntilAsync(() => charge.Count == 1);
        Assert.That(host.UtcNow, Is.EqualTo(Machine.Beginning));
        await host.UntilAsync(() => host.UtcNow >= Machine.Beginning.AddHours(1));
        Assert.That(host.UtcNow, Is.EqualTo(Machine.Beginning.AddHours(1)));
    }

    [Test]
    public async Task Condition_that_nothing_makes_true_fails()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromDays(1));
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await host.UntilAsync(() => false)).Code, Is.EqualTo("DS5001"));
    }

    [Test]
    public async Task Condition_within_the_host_is_refused()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.At(TimeSpan.FromHours(1), _ => host.UntilAsync(() => false));
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await host.AdvanceAsync(TimeSpan.FromHours(2))).Code, Is.EqualTo("DS5012"));
    }

    [Test]
    public async Task Wait_on_a_second_thread_is_refused_while_the_first_one_waits()
    {
        await using var host = await OrderHost.StartAsync();
        var charging = new ManualResetEventSlim();
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        var second = Task.Run(async () =>
        {
            charging.Wait();
            await run.ResultAsync();
        });
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Returns(_ =>
        {
            charging.Set();
            Assert.That(((IAsyncResult)second).AsyncWaitHandle.WaitOne(TimeSpan.FromMinutes(1)), "it ends at once");
            return new Payment("p1", 5);
        });
        await run.ResultAsync();
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await second).Code, Is.EqualTo("DS5012"));
    }

    [Test]
    public async Task What_began_within_the_host_may_wait_on_any_thread()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Patience = TimeSpan.FromMinutes(1));
        var run = await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromDays(1));
        var waited = false;
        host.At(TimeSpan.FromHours(1), async _ =>
        {
            await Task.Run(() => run.WaitAsync());
            waited = true;
        });
        await host.UntilAsync(() => waited);
        Assert.That(host.UtcNow, Is.EqualTo(Machine.Beginning.AddDays(1)));
    }
}
