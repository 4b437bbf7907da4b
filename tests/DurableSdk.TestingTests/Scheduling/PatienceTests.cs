using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.TestingTests.Scheduling;

/// <summary>How long a loop really waits for code that may be anywhere, before it lets time pass.</summary>
public sealed class PatienceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    [Test]
    public void Code_that_does_not_come_back_is_waited_for_once_however_often_time_moves()
    {
        var machine = NewMachine();
        var process = NewProcessWithTimers(machine);
        GoOutside(process, new TaskCompletionSource<int>().Task);
        machine.Loop.MoveTo(Machine.Beginning.AddHours(10));
        Assert.That(machine.Loop.WaitedInVain, Is.EqualTo(Patience));
        GoOutside(process, new TaskCompletionSource<int>().Task);
        machine.Loop.MoveTo(Machine.Beginning.AddHours(20));
        Assert.That(machine.Loop.WaitedInVain, Is.EqualTo(2 * Patience), "more has gone there");
    }

    [Test]
    public void Code_that_came_back_and_left_again_is_waited_for_again()
    {
        var machine = NewMachine();
        var process = NewProcessWithTimers(machine);
        var (first, second) = (new TaskCompletionSource<int>(), new TaskCompletionSource<int>());
        GoOutside(process, BothAsync());
        machine.Loop.MoveTo(Machine.Beginning.AddHours(10));
        Assert.That(machine.Loop.WaitedInVain, Is.EqualTo(Patience));
        first.SetResult(1);
        machine.Loop.MoveTo(Machine.Beginning.AddHours(20));
        Assert.That(machine.Loop.WaitedInVain, Is.EqualTo(2 * Patience));

        // By the process's scheduler, as a step's own code.
        Task<int> BothAsync() => process.Execution.RunAsync(async () =>
        {
            await first.Task;
            return await second.Task;
        });
    }

    [Test]
    public void Step_that_waits_by_the_clock_costs_a_glance()
    {
        var machine = NewMachine();
        var process = machine.NewProcess();
        GoOutside(process, process.Execution.RunAsync(async () =>
        {
            StepContext.Enter(new StepContext("r1", "WorkAsync#1", 1));
            await Task.Delay(TimeSpan.FromHours(1), process.Time);
            return 1;
        }));
        machine.Loop.MoveTo(Machine.Beginning.AddHours(2));
        Assert.That(machine.Loop.WaitedInVain, Is.EqualTo(Glance));
    }

    private static Machine NewMachine() => new(1, Schedule.InOrder, new LoopLimits { Patience = Patience });

    /// <summary>Something else happens every hour.</summary>
    private static LoopProcess NewProcessWithTimers(Machine machine)
    {
        var process = machine.NewProcess();
        for (var hour = 1; hour <= 20; hour++)
        {
            var after = TimeSpan.FromHours(hour);
            _ = process.Execution.RunAsync(() => process.DelayAsync(after));
        }

        return process;
    }

    private static void GoOutside(LoopProcess process, Task<int> work) => _ = process.Execution.RunAsync(async () => await process.Execution.Outside(new ValueTask<int>(work)));
}
