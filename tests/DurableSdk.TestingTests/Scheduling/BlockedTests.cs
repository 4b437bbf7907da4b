using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Scheduling;

/// <summary>Steps that hold up the loop's thread, or have left it for good.</summary>
public sealed class BlockedTests
{
    [TestCase("yield", "yielded")]
    [TestCase("delay", "delayed")]
    public async Task Step_that_blocks_on_code_which_its_own_thread_would_run_goes_on(string what, string result)
    {
        var machine = new Machine(1, Schedule.InOrder, new LoopLimits { TurnMax = TimeSpan.FromMilliseconds(50) });
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartBlockingWorkflowAsync(what);
        Assert.That(await Task.Run(() => run.ResultAsync()).WaitAsync(TimeSpan.FromSeconds(30)), Is.EqualTo(result));
    }

    [Test]
    public async Task Turn_is_not_taken_for_blocked_by_looks_that_come_all_at_once()
    {
        var machine = new Machine(1, Schedule.InOrder, new LoopLimits { TurnMax = TimeSpan.FromHours(1) });
        var execution = machine.NewProcess().Execution;
        using var isIn = new ManualResetEvent(false);
        using var mayEnd = new ManualResetEvent(false);
        var (first, second) = (0, 0);
        var turn = execution.RunAsync(() =>
        {
            first = Environment.CurrentManagedThreadId;
            var next = execution.RunAsync(() => Task.FromResult(second = Environment.CurrentManagedThreadId));
            isIn.Set();
            mayEnd.WaitOne();
            return next;
        });
        var driven = Task.Run(() => machine.Loop.DriveAsync(turn));
        Assert.That(isIn.WaitOne(TimeSpan.FromSeconds(30)));

        // As a machine does that stood still: the timer's looks come one right after the other.
        for (var look = 0; look < 1000; look++)
            machine.Loop.LookAtTurn();
        mayEnd.Set();
        await driven.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(second, Is.EqualTo(first), "nothing of the loop goes on elsewhere");
    }

    [Test]
    public async Task Step_that_never_comes_back_is_named()
    {
        var machine = new Machine(1, Schedule.InOrder, new LoopLimits { Patience = TimeSpan.FromMilliseconds(10), OutsideMax = TimeSpan.FromMilliseconds(20) });
        var client = await TwoProcesses.StartAsync(machine);
        var run = await client.StartBlockingWorkflowAsync("go", new() { RunId = "b1" });
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await run.WaitAsync());
        Assert.That(error.Message, Does.StartWith("DS5001").And.Contain("GoAsync#1 of run b1 went elsewhere and hasn't come back").And.Contain("o.Patience"));
    }

    [Test]
    public void Patience_is_never_shorter_where_nothing_else_is_left()
    {
        Assert.That(new LoopLimits { Patience = TimeSpan.FromMinutes(1) }.OutsideMax, Is.EqualTo(TimeSpan.FromMinutes(1)));
        Assert.That(new LoopLimits { Patience = TimeSpan.FromSeconds(1) }.OutsideMax, Is.EqualTo(TimeSpan.FromSeconds(30)));
    }
}
