using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Logs that no engine writes, each found by the fuzzer or made up: whatever their checksums say, they are reported and not replayed.</summary>
public sealed class DamagedLogTests
{
    [Test]
    public void Attempt_out_of_turn_blocks([Values(-1, 0, 2, 4_000)] int attempt)
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"));
        run.Gives("execute A#1").Apply(new StepCompleted("A#1", attempt, Flow.Source, "[0]"u8.ToArray(), "1"u8.ToArray()));
        Damaged(run, $"it is of attempt {attempt} of step A#1, and attempt 1 is next");
    }

    [Test]
    public void Attempt_that_fails_after_the_outcome_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A") + await Flow.Step("B"));
        run.Gives("execute A#1").Complete("A#1").Gives("execute B#1");
        run.Apply(new StepAttemptFailed("A#1", 1, Flow.Source, null, Oops(run), run.Now));
        Damaged(run, "it is a second outcome of step A#1");
    }

    [Test]
    public void Timer_that_begins_twice_blocks()
    {
        using var run = CoreHarness.Start(() => Flow.Sleep("Sleep", 60));
        run.Gives("start Sleep#1 00:01:00").StartTimer("Sleep#1").Gives("await Sleep#1 at 00:01:00");
        run.StartTimer("Sleep#1");
        Damaged(run, "it begins timer Sleep#1 a second time");
    }

    [Test]
    public void Timer_that_ends_without_a_beginning_blocks([Values] bool fires)
    {
        using var run = CoreHarness.Start(() => Flow.Sleep("Sleep", 60));
        run.Gives("start Sleep#1 00:01:00").Apply(fires ? new TimerFired("Sleep#1") : new TimerCanceled("Sleep#1"));
        Damaged(run, "it ends timer Sleep#1, which hasn't begun");
    }

    [Test]
    public void Outcome_of_a_compensation_in_place_of_a_steps_blocks([Values] bool isUndone)
    {
        using var run = CoreHarness.Start(() => Flow.Undoable("A"));
        run.Gives("execute A#1").Apply(isUndone ? new CompensationCompleted("A#1", 1, Flow.Source, null) : new CompensationFailed("A#1", 1, Flow.Source, null, Oops(run)));
        Damaged(run, "is no outcome of step A#1");
    }

    [Test]
    public void Outcome_of_a_step_in_place_of_a_compensations_blocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A");
            throw new InvalidOperationException("oops");
        });
        run.Gives("execute A#1").Complete("A#1");
        run.TakeAll();
        run.Begin().Gives("execute A#1/compensate").Apply(new StepCompleted("A#1/compensate", 1, Flow.Source, null, "1"u8.ToArray()));
        Damaged(run, "is no outcome of compensation A#1/compensate");
    }

    [Test]
    public void Update_that_is_accepted_twice_blocks([Values] bool hasEnded)
    {
        using var run = CoreHarness.Start(UpdateTests.Taking(() => Flow.Signal<int>("go"), async value => hasEnded ? value : await Flow.Step("A")));
        run.Update("u1", "add", 1);
        run.TakeAll();
        if (hasEnded)
            run.EndUpdate("u1").Gives();
        run.Update("u1", "add", 1);
        Damaged(run, "update u1 is accepted a second time");
    }

    [Test]
    public void Run_that_begins_twice_blocks()
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"));
        run.Gives("execute A#1").Apply(run.Log[0].Event);
        Damaged(run, "the run begins a second time");
    }

    [Test]
    public void Event_before_the_beginning_blocks()
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"));
        run.Gives("execute A#1");
        using var core = run.BuildEmpty();
        core.Apply(new LogEntry(1, CoreHarness.Epoch, new Resumed()), isReplay: true);
        Assert.That(core.Error?.Message, Does.StartWith("DS1006").And.Contain("the run doesn't begin with it"));
    }

    [Test]
    public void Event_behind_the_end_blocks()
    {
        using var run = CoreHarness.Start(() => Task.FromResult(1));
        run.Ends("completed 1");
        using var core = run.Replay(TestWorkflow.Of(() => Task.FromResult(1)));
        core.Apply(new LogEntry(3, CoreHarness.Epoch, new Paused(null)), isReplay: true);
        Assert.That(core.Error?.Message, Does.StartWith("DS1006").And.Contain("Event 3 of run run-1").And.Contain("it follows the run's end"));
        Assert.That(core.TakeCommands(), Is.EqualTo([new BlockRun(core.Error!)]), "whoever drives it is told");
    }

    [TestCase("Other", 1)]
    [TestCase("Test", 2)]
    public void Log_of_another_workflow_blocks(string workflow, int version)
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"));
        run.Gives("execute A#1");
        using var core = run.BuildEmpty();
        core.Apply(new LogEntry(1, CoreHarness.Epoch, new WorkflowStarted(workflow, version, "[]"u8.ToArray(), 1)), isReplay: true);
        Assert.That(core.Error?.Message, Does.StartWith("DS1006").And.Contain($"it begins {workflow} version {version}, and the run's record says Test version 1"));
    }

    private static void Damaged(CoreHarness run, string how) => Assert.That(run.Blocks("DS1006").Message, Does.Contain($"Event {run.Log.Count} of run run-1 is damaged").And.Contain(how));

    private static Failure Oops(CoreHarness run) => run.Exceptions.Capture(new IOException("oops"));
}
