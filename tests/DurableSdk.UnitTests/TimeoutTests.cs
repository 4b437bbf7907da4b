using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Time limits: what comes first of the awaited task's end and the limit's timer is the outcome, by the log alone.</summary>
public sealed class TimeoutTests
{
    [Test]
    public void Step_in_time_gives_its_result_and_the_limit_is_given_up()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 30) + await Flow.Step("B"));

        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");
        run.Complete("A#1", 1).Gives("cancel timer Limit#1", "execute B#1");
        run.CancelTimer("Limit#1").Gives();
        run.Complete("B#1", 2).Ends("completed 3");
    }

    [Test]
    public void Step_out_of_time_is_cancelled_and_a_timeout_exception()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A").WithTimeout("Limit", 30);
                return "in time";
            }
            catch (TimeoutException e)
            {
                await Flow.Step("B");
                return e.Message;
            }
        });
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Advance(30).Fire("Limit#1").Gives("cancel step A#1", "execute B#1");
        run.Complete("B#1").Ends("completed \"Step A#1 took longer than its timeout of 00:00:30 (Limit#1).\"");
    }

    [Test]
    public void Step_that_lost_records_its_outcome_and_nobody_is_told()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var step = Flow.Step("A");
            try
            {
                return await step.WithTimeout("Limit", 30);
            }
            catch (TimeoutException)
            {
                await Flow.Sleep("S", 1);
                return step.IsCanceled ? -1 : await step;
            }
        });
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");
        run.Fire("Limit#1").Gives("cancel step A#1", "start S#1 00:00:01").StartTimer("S#1").Gives("await S#1 at 00:00:01");

        run.Complete("A#1", 7).Gives();
        run.Fire("S#1").Ends("completed -1");
    }

    [Test]
    public void Step_that_lost_between_two_attempts_is_not_tried_again()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 30));
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");
        run.FailAttempt("A#1", 60).Gives("execute A#1 attempt 2 at 00:01:00");

        run.Fire("Limit#1").Ends("failed System.TimeoutException: Step A#1 took longer than its timeout of 00:00:30 (Limit#1).");
    }

    [Test]
    public void Sleep_out_of_time_is_given_up()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Sleep("S", 3600).WithTimeout("Limit", 30);
            }
            catch (TimeoutException)
            {
                await Flow.Step("B");
            }
        });
        run.Gives("start S#1 01:00:00", "start Limit#1 00:00:30").StartTimer("S#1").Gives("await S#1 at 01:00:00");
        run.StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Fire("Limit#1").Gives("cancel timer S#1", "execute B#1");
        run.CancelTimer("S#1").Gives().Complete("B#1").Ends("completed null");
    }

    [Test]
    public void Limit_that_fired_after_the_task_ended_is_of_no_account()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A").WithTimeout("Limit", 30);
            await Flow.Step("B");
            return Durable.UtcNow - CoreHarness.Epoch;
        });
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");
        run.Complete("A#1").Gives("cancel timer Limit#1", "execute B#1");

        run.Fire("Limit#1").Gives();
        run.Complete("B#1").Ends("completed \"00:00:00\"");
    }

    [Test]
    public void Failure_in_time_is_the_tasks_own()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 30));
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Fail("A#1", new TimeoutException("its own")).Ends("failed System.TimeoutException: its own");
    }

    [Test]
    public void Task_that_has_ended_needs_no_limit()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var step = Flow.Step("A");
            await step;
            return await step.WithTimeout("Limit", 0) + await Flow.Step("B").WithTimeout("Limit", 5);
        });

        run.Gives("execute A#1").Complete("A#1", 1);
        run.Gives("execute B#1", "start Limit#1[2] 00:00:05").StartTimer("Limit#1[2]").Gives("await Limit#1[2] at 00:00:05");
        run.Complete("B#1", 2).Ends("completed 3");
    }

    [Test]
    public void Infinite_limit_is_none()
    {
        var infinite = Timeout.InfiniteTimeSpan.TotalSeconds;
        using var run = CoreHarness.Start(async () =>
        {
            await Task.WhenAll(Flow.Step("A").WithTimeout("Limit", infinite), ((Task)Flow.Step("B")).WithTimeout("Limit", infinite));
            return await Flow.Signal<int>("go", infinite);
        });

        run.Gives("execute A#1", "execute B#1").Complete("A#1").Complete("B#1").Gives();
        run.Signal("go", 7).Ends("completed 7");
    }

    [TestCase("step")]
    [TestCase("signal")]
    [TestCase("condition")]
    public void Negative_limit_blocks(string what)
    {
        using var run = CoreHarness.Start(async () => _ = what switch
        {
            "step" => await Flow.Step("A").WithTimeout("Limit", -5),
            "signal" => await Flow.Signal<int>("Limit", -5),
            _ => await Flow.Until("Limit", () => false, -5) ? 1 : 0,
        });

        Assert.That(run.TakeError("DS1029"), Does.Contain("Limit#1 (Flow.cs:1) the time limit -00:00:05"));
    }

    [Test]
    public void Limit_of_nothing_is_due_at_once()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 0));
        run.TakeAll();

        run.Advance(2).StartTimer("Limit#1").Gives("await Limit#1 at 00:00:02").Fire("Limit#1");
        Assert.That(run.TakeAll().Single(), Does.StartWith("failed System.TimeoutException: Step A#1"));
        run.RecordEnd();
    }

    [Test]
    public void Tasks_of_a_helper_or_of_several_go_on_as_losers()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Task.WhenAll(Flow.Step("A"), HelpAsync()).WithTimeout("Limit", 30);
            }
            catch (TimeoutException e)
            {
                await Flow.Step("B");
                return e.Message;
            }

            return "in time";

            static async Task HelpAsync()
            {
                await Flow.Sleep("S", 60);
                await Flow.Step("C");
            }
        });
        run.Gives("execute A#1", "start S#1 00:01:00", "start Limit#1 00:00:30").StartTimer("S#1").Gives("await S#1 at 00:01:00");
        run.StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Fire("Limit#1").Gives("execute B#1");
        run.Fire("S#1").Gives("execute C#1").Complete("A#1").Gives();
        run.Complete("B#1").Ends("completed \"What was awaited took longer than its timeout of 00:00:30 (Limit#1).\"");
    }

    [Test]
    public void Limit_around_a_limit_cancels_through_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A").WithTimeout("LimitInner", 60).WithTimeout("LimitOuter", 30);
            }
            catch (TimeoutException)
            {
                await Flow.Step("B");
            }
        });
        run.Gives("execute A#1", "start LimitInner#1 00:01:00", "start LimitOuter#1 00:00:30");
        run.StartTimer("LimitInner#1").Gives("await LimitInner#1 at 00:01:00").StartTimer("LimitOuter#1").Gives("await LimitOuter#1 at 00:00:30");

        run.Fire("LimitOuter#1").Gives("cancel timer LimitInner#1", "cancel step A#1", "execute B#1");
        run.CancelTimer("LimitInner#1").Gives().Complete("B#1").Ends("completed null");
    }

    [Test]
    public void Cancel_of_the_run_reaches_what_is_waited_for()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 30));
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Cancel_of_the_run_waits_for_a_helpers_clean_up_within_the_limit()
    {
        using var run = CoreHarness.Start(async () =>
        {
            return await HelpAsync().WithTimeout("Limit", 30);

            static async Task<string> HelpAsync()
            {
                try
                {
                    await Flow.Step("A");
                    return "done";
                }
                catch (OperationCanceledException)
                {
                    await Flow.Step("CleanUp");
                    return "cleaned up";
                }
            }
        });
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        run.Cancel().Gives("cancel step A#1", "execute CleanUp#1");
        run.Complete("CleanUp#1").Ends("completed \"cleaned up\"");
    }

    [Test]
    public void Foreign_task_with_a_limit_is_noticed_when_it_ends()
    {
        var foreign = new TaskCompletionSource();
        using var violated = new ManualResetEventSlim();
        using var run = CoreHarness.Start(
            async () => await foreign.Task.WithTimeout("Limit", 30), new CoreOptions { OnViolation = violated.Set, IsEvictedToo = false });
        run.Gives("start Limit#1 00:00:30");

        foreign.SetResult();
        Assert.That(violated.Wait(TimeSpan.FromSeconds(30)));
        run.TakeError("DS1004");
    }
}
