using DurableSdk.Testing.Machines;
using DurableSdk.Testing.Scheduling;

namespace DurableSdk.TestingTests.Scheduling;

/// <summary>What flows with work on a loop, and what doesn't.</summary>
public sealed class ContextTests
{
    [Test]
    public void Work_begun_without_a_context_leaves_none_to_the_thread_that_drives_the_loop()
    {
        var machine = new Machine(1, Schedule.InOrder);
        var process = machine.NewProcess();
        var left = new AsyncLocal<string?>();
        var hasRun = false;
        using (ExecutionContext.SuppressFlow())
        {
            _ = process.Execution.RunAsync(() =>
            {
                (left.Value, hasRun) = ("here", true);
                return Task.CompletedTask;
            });
        }

        machine.Loop.MoveTo(Machine.Beginning.AddHours(1));

        Assert.That(hasRun);
        Assert.That(left.Value, Is.Null);
        Assert.That(machine.Loop.IsInside, Is.False, "who thinks so runs the loop no more, and waits for ever");
    }
}
