using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.TestingTests.Scheduling;

public sealed class DeterminismTests
{
    [Test]
    public async Task Same_seed_gives_the_same_log_to_the_byte([Range(1, 20)] int seed)
    {
        var first = await LogOfAsync((ulong)seed, Schedule.Shuffled((ulong)seed));
        var second = await LogOfAsync((ulong)seed, Schedule.Shuffled((ulong)seed));
        Assert.That(second, Is.EqualTo(first));
    }

    [Test]
    public async Task Other_schedules_give_other_logs_of_the_same_seed()
    {
        var logs = new HashSet<string>();
        for (var schedule = 1ul; schedule <= 10; schedule++)
            logs.Add(await LogOfAsync(7, Schedule.Shuffled(schedule)));
        Assert.That(logs, Has.Count.GreaterThan(5));
    }

    [Test]
    public async Task Months_of_sleep_take_few_turns()
    {
        var machine = new Machine(1, Schedule.InOrder);
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartSleeperWorkflowAsync(TimeSpan.FromDays(90));
        await run.WaitAsync();
        Assert.That(machine.Loop.Clock.Now, Is.EqualTo(Machine.Beginning.AddDays(90)));
        Assert.That(machine.Loop.Turns, Is.LessThan(200));
    }

    [Test]
    public async Task Wait_that_nothing_can_end_fails_with_the_reason()
    {
        var machine = new Machine(1, Schedule.InOrder);
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartSleeperWorkflowAsync(null);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.WaitAsync());
        Assert.That(error.Code, Is.EqualTo("DS5001"));
    }

    private static async Task<string> LogOfAsync(ulong seed, Schedule schedule)
    {
        var machine = new Machine(seed, schedule, new LoopLimits { Patience = TimeSpan.Zero });
        var client = await TwoProcesses.StartAsync(machine);
        var mixed = await client.StartMixedWorkflowAsync(2);
        var other = await client.StartMixedWorkflowAsync(1);
        await mixed.SignalAsync("say", "hello");
        machine.Loop.MoveTo(machine.Loop.Clock.Now.AddSeconds(40));
        await other.CancelAsync("enough");
        Assert.That(await mixed.ResultAsync(), Does.Contain("0,1,2"));
        Assert.ThrowsAsync<WorkflowCanceledException>(async () => await other.ResultAsync());
        Assert.That(machine.Loop.Strays, Is.Zero, "everything stays on the loop");
        return await Logs.OfAsync(machine.Database);
    }
}
