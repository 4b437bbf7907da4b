using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Waits for updates end, however long the update is, and say so where they can't.</summary>
public sealed class UpdateWaitTests
{
    [Test]
    public async Task Update_that_nothing_can_end_fails_with_the_run()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartDeskWorkflowAsync(false, new() { RunId = "d1" });
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.VisitAsync(null));
        Assert.That(error.Code, Is.EqualTo("DS5001"));
        Assert.That(error.Message, Does.Contain("DeskWorkflow d1"));
    }

    [Test]
    public async Task Update_that_a_later_signal_ends_is_waited_for()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartDeskWorkflowAsync(false);
        host.At(TimeSpan.FromDays(3), client => client.SignalAsync(run.RunId, "Open"));
        Assert.That(await run.VisitAsync(null), Is.EqualTo("seen"));
        Assert.That(host.UtcNow, Is.EqualTo(Machine.Beginning.AddDays(3)));
    }

    [Test]
    public async Task Update_of_a_run_that_is_terminated_meanwhile_ends_with_it()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartDeskWorkflowAsync(false);
        host.At(TimeSpan.FromDays(3), client => client.TerminateAsync(run.RunId));
        var error = Assert.ThrowsAsync<DurableException>(async () => await run.VisitAsync(null));
        Assert.That(error.Code, Is.EqualTo("DS1035"));
    }

    [Test]
    public async Task Month_of_an_update_takes_few_turns_and_no_time_besides()
    {
        var machine = new Machine(1, Schedule.InOrder);
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartDeskWorkflowAsync(false);
        await run.VisitAsync(TimeSpan.FromDays(30));
        Assert.That(machine.Loop.Clock.Now, Is.EqualTo(Machine.Beginning.AddDays(30)));
        Assert.That(machine.Loop.Turns, Is.LessThan(300));
        Assert.That(machine.Loop.Strays, Is.Zero);
    }

    [Test]
    public async Task Update_of_a_run_that_goes_round_for_ever_fails_once_it_took_too_many_turns()
    {
        var machine = new Machine(1, Schedule.InOrder, new LoopLimits { TurnsMax = 5_000 });
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartDeskWorkflowAsync(true);
        Assert.That(Assert.ThrowsAsync<WorkflowTestException>(async () => await run.VisitAsync(null)).Code, Is.EqualTo("DS5002"));
    }
}
