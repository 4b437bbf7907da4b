using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Time, messages and crashes of a test host.</summary>
public sealed class HostTests
{
    [Test]
    public async Task Signal_sent_at_a_time_comes_at_that_time()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartSleeperWorkflowAsync(null);
        host.At(TimeSpan.FromDays(100), client => client.SignalAsync(run.RunId, "never", "after all"));
        await run.WaitAsync();
        Assert.That(host.UtcNow, Is.EqualTo(new DateTimeOffset(2026, 4, 11, 0, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Seed_decides_every_byte_of_a_run()
    {
        var first = await OfSeedAsync(7);
        Assert.That(await OfSeedAsync(7), Is.EqualTo(first));
        Assert.That(await OfSeedAsync(8), Is.Not.EqualTo(first));
    }

    private static async Task<string> OfSeedAsync(ulong seed)
    {
        // As some test frameworks begin one for each test.
        using var test = new System.Diagnostics.Activity("test").Start();
        await using var host = await WorkflowTestHost.StartAsync(o => o.Seed = seed);
        var run = await host.Client.StartMixedWorkflowAsync(0);
        host.At(TimeSpan.FromSeconds(30), client => client.SignalAsync(run.RunId, "say", "hello"));
        await run.WaitAsync();
        using var history = new MemoryStream();
        await host.Client.ExportHistoryAsync(run.RunId, history);
        return System.Text.Encoding.UTF8.GetString(history.ToArray());
    }

    [Test]
    public async Task Hook_resumed_at_a_time_is_resumed_at_that_time()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var mail = host.Step((ApprovalWorkflow w) => w.MailAsync(default!)).Completes();
        var run = await host.Client.StartApprovalWorkflowAsync();
        host.At(TimeSpan.FromDays(2), client => client.ResumeHookAsync(mail.Calls.Single().Argument<string>(0), "yes"));
        Assert.That(await run.ResultAsync(), Is.EqualTo("yes on 2026-01-03"));
    }

    [Test]
    public async Task Hook_resumed_too_late_is_told_so()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var mail = host.Step((ApprovalWorkflow w) => w.MailAsync(default!)).Completes();
        var run = await host.Client.StartApprovalWorkflowAsync();
        host.At(TimeSpan.FromDays(15), client => client.ResumeHookAsync(mail.Calls.Single().Argument<string>(0), "yes"));
        await host.AdvanceAsync(TimeSpan.FromDays(14));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Failed));
        Assert.That(Assert.ThrowsAsync<DurableException>(async () => await host.AdvanceAsync(TimeSpan.FromDays(1))).Code, Is.AnyOf("DS4036", "DS4037"));
    }

    [Test]
    public async Task Failure_of_what_is_done_at_a_time_ends_the_wait()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartSleeperWorkflowAsync(null);
        host.At(TimeSpan.FromDays(1), client => client.CancelAsync("nobody"));
        Assert.That(Assert.ThrowsAsync<DurableException>(async () => await run.WaitAsync()).Code, Is.EqualTo("DS4001"));
    }

    [Test]
    public async Task Time_that_is_none_is_refused()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => host.At(TimeSpan.FromSeconds(-1), _ => Task.CompletedTask)).ParamName, Is.EqualTo("after"));
        Assert.That(Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await host.AdvanceAsync(TimeSpan.FromSeconds(-1))).ParamName, Is.EqualTo("time"));
        Assert.That(Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await host.AdvanceAsync(TimeSpan.MaxValue)).ParamName, Is.EqualTo("time"));
    }

    [Test]
    public async Task Run_that_waits_for_less_than_a_day_stays_in_memory()
    {
        Assert.That(await CountBeginningsAsync(null), Is.EqualTo(1));
        Assert.That(await CountBeginningsAsync(o => o.EvictAfter = TimeSpan.FromMinutes(1)), Is.EqualTo(73), "as the test wants it");
    }

    private static async Task<int> CountBeginningsAsync(Action<DurableOptions>? configure)
    {
        var begun = new Counter();
        await using var host = await WorkflowTestHost.StartAsync(o =>
        {
            o.Services.AddSingleton(begun);
            o.Configure = configure;
        });
        await host.Client.StartHourlyWorkflowAsync();
        await host.AdvanceAsync(TimeSpan.FromDays(3));
        return begun.Value;
    }

    [Test]
    public async Task Nothing_happens_unless_somebody_waits()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartSleeperWorkflowAsync(TimeSpan.FromHours(1));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Pending));
        await host.SettleAsync();
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Waiting));
        await host.AdvanceAsync(TimeSpan.FromMinutes(59));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Waiting));
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Crash_loses_what_runs_and_another_host_goes_on()
    {
        await using var host = await OrderHost.StartAsync();
        var charge = host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Takes(TimeSpan.FromMinutes(10)).Returns(new Payment("p1", 5));
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        await host.CrashAsync();
        Assert.That(await run.ResultAsync(), Is.EqualTo("p1"));
        Assert.That(charge.Count, Is.EqualTo(2));
        Assert.That(host.Calls.Count(call => call.StepId == "ReserveAsync#1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Wait_in_vain_names_the_runs_that_stand_open()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartSleeperWorkflowAsync(null, new() { RunId = "s1" });
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.WaitAsync());
        Assert.That(error.Message, Does.Contain("SleeperWorkflow s1 is Waiting for signal").And.Contain("SleeperWorkflow.cs:"));
    }

    [Test]
    public async Task Own_method_of_a_step_that_goes_elsewhere_is_waited_for()
    {
        var gate = new TaskCompletionSource<Payment>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await OrderHost.StartAsync(o =>
        {
            o.Patience = TimeSpan.FromMinutes(1);
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<IPayments>(o.Services, new SlowPayments(gate.Task));
        });
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        _ = Task.Run(() => gate.SetResult(new Payment("p1", 5)));
        Assert.That(await run.ResultAsync(), Is.EqualTo("p1"));
    }

    private sealed class SlowPayments(Task<Payment> payment) : IPayments
    {
        public async Task<Payment> ChargeAsync(string order, decimal total) => await payment.ConfigureAwait(false);
    }
}
