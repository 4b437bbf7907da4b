using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>The code was changed under a run in flight: each way it can differ, with the whole message.</summary>
public sealed class MismatchTests
{
    private const string Advice =
        "Put the code back as it was, put the change behind Durable.Patched(\"…\"), or start new runs as [Workflow(Version = 2)] and keep this version for the old ones.\n"
        + "Nothing is lost: after the fix, ResumeAsync(\"run-1\") goes on. docs/errors/DS1001.md";

    [Test]
    public void Step_that_is_not_issued_any_more_blocks()
    {
        using var run = AfterTwoSteps();

        var error = ErrorOf(run, async () =>
        {
            await Flow.Step("A");
            await Flow.Sleep("Sleep", TimeSpan.FromHours(1), "Order.cs:22");
        });

        Assert.That(error, Is.EqualTo(
            "DS1001: Test (run-1) no longer matches its log at event 3.\n"
            + "  recorded: step B#1 (Flow.cs:1)      now: timer Sleep#1 (Order.cs:22)\n"
            + "A step or a wait was removed, renamed or moved after this run started, or the code decides by something that isn't recorded. " + Advice));
    }

    [Test]
    public void Operation_of_another_kind_blocks()
    {
        using var run = AfterTwoSteps();

        var error = ErrorOf(run, async () =>
        {
            await Flow.Step("A");
            await Flow.Sleep("B", 5);
        });

        Assert.That(error, Does.Contain("at event 3.\n  recorded: step B#1 (Flow.cs:1)      now: timer B#1 (Flow.cs:1)\n"));
    }

    [Test]
    public void Many_waits_are_shown_shortened()
    {
        using var run = AfterTwoSteps();

        var error = ErrorOf(run, async () =>
        {
            await Flow.Step("A");
            await Task.WhenAll(Flow.Step("C"), Flow.Step("D"), Flow.Step("E"), Flow.Step("F"));
        });

        Assert.That(error, Does.Contain("now: step C#1 (Flow.cs:1), step D#1 (Flow.cs:1), step E#1 (Flow.cs:1), …\n"));
    }

    [Test]
    public void Step_with_other_arguments_blocks()
    {
        using var run = AfterTwoSteps();

        var error = ErrorOf(run, async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B", 3, "Order.cs:30");
        });

        Assert.That(error, Is.EqualTo(
            "DS1001: Test (run-1) no longer matches its log at event 3.\n"
            + "  recorded: step B#1 (Flow.cs:1)      now: step B#1 (Order.cs:30) with other arguments\n"
            + "The code that computes the arguments was changed after this run started, or it uses something that isn't recorded (a clock, a random "
            + "number, a setting). A parameter that may differ is exempt with [NotCompared]. " + Advice));
    }

    [Test]
    public void Timer_with_another_duration_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Sleep("Sleep", 60));
        run.TakeAll();
        run.StartTimer("Sleep#1");

        var error = ErrorOf(run, async () => await Flow.Sleep("Sleep", 61));

        Assert.That(error, Does.Contain("at event 2.\n  recorded: timer Sleep#1 (Flow.cs:1)      now: timer Sleep#1 (Flow.cs:1) with other arguments\n"));
        run.TakeAll();
    }

    [Test]
    public void Method_that_ends_earlier_blocks()
    {
        using var run = AfterTwoSteps();

        var error = ErrorOf(run, async () => { await Flow.Step("A"); });

        Assert.That(error, Is.EqualTo(
            "DS1001: Test (run-1) no longer matches its log at event 3.\n"
            + "  recorded: step B#1 (Flow.cs:1)      now: the method has ended\n"
            + "A step or a wait was removed after this run started, or the code decides by something that isn't recorded. " + Advice));
    }

    [Test]
    public void Method_that_ends_later_blocks()
    {
        using var run = AfterTwoSteps();
        run.Ends("completed null");

        var error = ErrorOf(run, async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
            await Flow.Step("C");
        });

        Assert.That(error, Is.EqualTo(
            "DS1001: Test (run-1) no longer matches its log at event 4.\n"
            + "  recorded: the run's end      now: step C#1 (Flow.cs:1)\n"
            + "A step or a wait was added after this run ended. " + Advice));
    }

    [Test]
    public void Method_that_waits_for_a_cancellation_where_the_log_ends_blocks()
    {
        using var run = AfterTwoSteps();
        run.Ends("completed null");

        var error = ErrorOf(run, TestWorkflow.WithToken(async cancel =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
            var cancelled = new TaskCompletionSource<int>();
            cancel.Register(() => cancelled.SetResult(1));
            return await cancelled.Task;
        }));

        Assert.That(error, Does.Contain("  recorded: the run's end      now: nothing\n"));
    }

    [Test]
    public void Step_that_never_was_in_the_code_blocks_a_live_run_too()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        run.Gives("execute A#1").Apply(new TimerFired("Sleep#1"));

        Assert.That(run.Blocks("DS1001").Message, Does.Contain("  recorded: timer Sleep#1      now: step A#1 (Flow.cs:1)\n"));
    }

    [Test]
    public void Second_outcome_of_an_operation_blocks()
    {
        using var run = AfterTwoSteps(async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
            await Flow.Step("C");
        });

        run.TakeAll();
        run.Complete("A#1");

        Assert.That(run.Blocks("DS1006").Message, Is.EqualTo(
            "DS1006: Event 4 of run run-1 is damaged: it is a second outcome of step A#1. The database was changed by something else than DurableSdk, "
            + "or the disk has a fault. The run is left as it is; restore the file from a backup. docs/errors/DS1006.md"));
    }

    [Test]
    public void Blocked_core_takes_no_further_event()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));
        run.Gives("execute A#1").Apply(new TimerFired("Sleep#1")).Blocks("DS1001");

        run.Complete("A#1").Gives();
        Assert.That(run.Core.LastSequence, Is.EqualTo(2));
    }

    [Test]
    public void Step_that_is_added_at_the_end_blocks_nobody_who_has_not_ended()
    {
        using var run = AfterTwoSteps(async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
            await Flow.Step("C");
        });
        run.TakeAll();

        using var changed = run.Replay(TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
            await Flow.Step("D");
        }));

        Assert.That(changed.TakeCommands().Select(CommandText.Of), Is.EqualTo(["execute D#1"]));
    }

    [Test]
    public void Recorded_arguments_that_no_number_and_no_hash_can_be_are_a_mismatch()
    {
        var deep = $$"""{"hash":"x","more":{{new string('[', 100)}}{{new string(']', 100)}}}""";
        foreach (var recorded in new[] { deep, "[2e99999999998]" })
        {
            using var run = CoreHarness.Start(
                async () => await Flow.Step<System.Text.Json.JsonElement, int>("A", System.Text.Json.JsonDocument.Parse("1e99999999999").RootElement), new CoreOptions { IsEvictedToo = false });
            run.Gives("execute A#1");
            run.Core.Apply(new LogEntry(2, CoreHarness.Epoch, new StepCompleted("A#1", 1, "Flow.cs:1", System.Text.Encoding.UTF8.GetBytes(recorded), "0"u8.ToArray())), isReplay: true);
            Assert.That(run.Core.Error?.Code, Is.EqualTo("DS1001"), recorded);
        }
    }

    private static CoreHarness AfterTwoSteps(Func<Task>? method = null)
    {
        var run = CoreHarness.Start(method ?? (async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
        }));
        return run.Gives("execute A#1").Complete("A#1").Gives("execute B#1").Complete("B#1");
    }

    private static string ErrorOf(CoreHarness run, Func<Task> changed) => ErrorOf(run, TestWorkflow.Of(changed));

    private static string ErrorOf(CoreHarness run, WorkflowDefinition changed)
    {
        using var core = run.Replay(changed);
        return core.TakeCommands().Cast<BlockRun>().Single().Error.Message;
    }
}
