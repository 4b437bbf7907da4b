using System.Text;
using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Signals: to the method that handles them, to whom has waited longest, or kept; each once.</summary>
public sealed class SignalTests
{
    [Test]
    public void Wait_asks_for_nothing_and_ends_with_the_signal()
    {
        using var run = CoreHarness.Start(async () => await Flow.Signal<int>("go"));

        run.Gives();
        run.Signal("other", 1).Gives();
        run.Signal("go", 2).Ends("completed 2");
    }

    [Test]
    public void Method_that_gives_no_task_fails_as_one_that_throws()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling<int>(async () => await Flow.Step("A"), _ => null!));
        run.Gives("execute A#1");
        run.Signal("add", 1).Ends("failed System.InvalidOperationException: The method that handles signal add gave null in place of a task.");
    }

    [Test]
    public void End_of_the_method_after_a_handler_has_failed_changes_nothing()
    {
        using var run = CoreHarness.Start(
            TestWorkflow.Handling<int>(async () => await Flow.Step("A"), async value =>
            {
                _ = Flow.Undoable("Never");
                await Task.Yield();
                throw new IOException("broken");
            }),
            new CoreOptions { IsEvictedToo = false });
        run.Gives("execute A#1");
        run.Core.Apply(new LogEntry(2, CoreHarness.Epoch, new SignalReceived("add", "[1]"u8.ToArray(), null)), isReplay: false);
        run.Core.Apply(new LogEntry(3, CoreHarness.Epoch, new StepCompleted("A#1", 1, "Flow.cs:1", "[0]"u8.ToArray(), "0"u8.ToArray())), isReplay: false);
        Assert.That(run.Core.TakeCommands().Select(CommandText.Of), Is.EqualTo(["failed System.IO.IOException: broken"]));
    }

    [Test]
    public void Signals_that_nobody_waits_for_yet_are_kept_in_order()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            return $"{await Flow.Signal<int>("go")} {await Flow.Signal<int>("go")} {await Flow.Signal<int>("go")}";
        });

        run.Gives("execute A#1").Signal("go", 1).Gives();
        run.Signal("go", 2).Gives();
        run.Complete("A#1").Gives();
        run.Signal("go", 3).Ends("completed \"1 2 3\"");
    }

    [Test]
    public void Waits_of_one_name_are_served_in_the_order_in_which_they_began()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = Flow.Signal<int>("go");
            var second = Flow.Signal<int>("go");
            return $"{await first} {await second}";
        });

        run.Gives().Signal("go", 1).Gives();
        run.Signal("go", 2).Ends("completed \"1 2\"");
    }

    [Test]
    public void Wait_that_times_out_leaves_the_next_signal_to_the_next_wait()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Signal<int>("go", 30);
            }
            catch (TimeoutException)
            {
                return -await Flow.Signal<int>("go");
            }
        });
        run.Gives("start Wait-go#1/timeout 00:00:30").StartTimer("Wait-go#1/timeout").Gives("await Wait-go#1/timeout at 00:00:30");

        run.Advance(30).Fire("Wait-go#1/timeout").Gives();
        run.Signal("go", 7).Ends("completed -7");
    }

    [Test]
    public void Wait_that_times_out_behind_another_takes_no_signal()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = Flow.Signal<int>("go");
            try
            {
                await Flow.Signal<int>("go", 30);
            }
            catch (TimeoutException)
            {
            }

            var third = Flow.Signal<int>("go");
            return $"{await first} {await third}";
        });
        run.Gives("start Wait-go#1[2]/timeout 00:00:30").StartTimer("Wait-go#1[2]/timeout").Gives("await Wait-go#1[2]/timeout at 00:00:30");

        run.Advance(30).Fire("Wait-go#1[2]/timeout").Gives();
        run.Signal("go", 1).Gives();
        run.Signal("go", 2).Ends("completed \"1 2\"");
    }

    [Test]
    public void Signal_in_time_gives_the_limit_up()
    {
        using var run = CoreHarness.Start(async () => await Flow.Signal<int>("go", 30) + await Flow.Step("A"));
        run.Gives("start Wait-go#1/timeout 00:00:30").StartTimer("Wait-go#1/timeout").Gives("await Wait-go#1/timeout at 00:00:30");

        run.Signal("go", 7).Gives("cancel timer Wait-go#1/timeout", "execute A#1");
        run.CancelTimer("Wait-go#1/timeout").Gives();
        run.Complete("A#1", 1).Ends("completed 8");
    }

    [Test]
    public void Signal_that_is_there_already_starts_no_limit()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A") + await Flow.Signal<int>("go", 30));

        run.Gives("execute A#1").Signal("go", 7).Gives();
        run.Complete("A#1", 1).Ends("completed 8");
    }

    [Test]
    public void Cancelling_ends_the_wait_and_keeps_the_next_signal()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Signal<int>("go");
            }
            catch (OperationCanceledException)
            {
                return -await Flow.Signal<int>("go");
            }
        });

        run.Gives().Cancel().Gives();
        run.Signal("go", 3).Ends("completed -3");
    }

    [Test]
    public void What_nobody_wanted_goes_to_the_next_run_in_the_order_of_its_arrival()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Signal<int>("b");
            throw Durable.ContinueAsNew();
        });

        run.Gives().Signal("a", 1).Gives();
        run.Signal("c", 2).Gives();
        run.Signal("a", 3).Gives();
        run.Core.Apply(new LogEntry(5, run.Now, new SignalReceived("b", "[4]"u8.ToArray(), null)), isReplay: false);
        run.Core.Apply(new LogEntry(6, run.Now, new SignalReceived("b", "[5]"u8.ToArray(), null)), isReplay: false);
        var next = (Replay.ContinueRun)run.Core.TakeCommands().Single();
        Assert.That(
            next.Unused.Cast<SignalReceived>().Select(e => $"{e.Name}{Encoding.UTF8.GetString(e.Arguments.Span)}"),
            Is.EqualTo(["a[1]", "c[2]", "a[3]", "b[5]"]));
    }

    [Test]
    public void Signal_that_is_not_what_is_waited_for_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Signal<int>("go"));

        run.Gives().Signal("go", "seven").Gives("block DS1005");
    }

    [Test]
    public void Method_that_handles_a_signal_runs_in_its_turn_and_may_do_steps()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(async () => await Flow.Step("A"), async value => await Flow.Step("C", await Flow.Step("B", value))));

        run.Gives("execute A#1").Signal("add", 2).Gives("execute B#1");
        run.Signal("add", 3).Gives("execute B#1[2]");
        run.Complete("B#1[2]", 10).Gives("execute C#1");
        run.Complete("B#1", 20).Gives("execute C#1[2]");
        run.Complete("A#1", 1).Ends("completed 1");
    }

    [Test]
    public void What_a_handler_throws_ends_the_run()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(
            async () => await Flow.Step("A"),
            _ => throw new InvalidOperationException("no")));

        run.Gives("execute A#1").Signal("add", 2).Gives("failed System.InvalidOperationException: no");
    }

    [Test]
    public void Handler_that_is_cancelled_leaves_the_last_word_to_the_method()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(
            async () =>
            {
                try
                {
                    return await Flow.Step("A");
                }
                catch (OperationCanceledException)
                {
                    return await Flow.Step("C");
                }
            },
            async _ => await Flow.Step("B")));

        run.Gives("execute A#1").Signal("add", 2).Gives("execute B#1");
        run.Cancel().Gives("cancel step A#1", "cancel step B#1", "execute C#1");
        run.Complete("C#1", 5).Ends("completed 5");
    }
}
