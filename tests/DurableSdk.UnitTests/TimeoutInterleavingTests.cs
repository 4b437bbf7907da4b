using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Time limits where much comes at once: events of one batch, limits within limits, tasks that have ended in all ways.</summary>
public sealed class TimeoutInterleavingTests
{
    [TestCase(true, "in time")]
    [TestCase(false, "timed out")]
    public void First_of_result_and_limit_in_the_log_counts_even_if_both_came_at_once(bool isResultFirst, string expected)
    {
        using var run = CoreHarness.Start(() => TellAsync(Flow.Step("A").WithTimeout("Limit", 30)));
        run.Gives("execute A#1", "start Limit#1 00:00:30").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:30");

        using var batch = run.BuildEmpty();
        foreach (var entry in run.Log)
            batch.Apply(entry, isReplay: true);
        batch.TakeCommands();
        var call = run.CallOf("A#1");
        RunEvent result = new StepCompleted("A#1", 1, call.Source, call.Arguments, "1"u8.ToArray());
        RunEvent fired = new TimerFired("Limit#1");
        batch.Apply(new LogEntry(3, run.Now, isResultFirst ? result : fired), isReplay: false);
        batch.Apply(new LogEntry(4, run.Now, isResultFirst ? fired : result), isReplay: false);

        Assert.That(batch.TakeCommands().Select(CommandText.Of), Is.EqualTo([$"completed \"{expected}\""]));
    }

    [Test]
    public void Result_that_is_recorded_before_the_limit_has_begun_gives_it_up_once_it_is_recorded()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A").WithTimeout("Limit", 30) + await Flow.Step("B"));
        run.Gives("execute A#1", "start Limit#1 00:00:30");

        using var batch = run.BuildEmpty();
        foreach (var entry in run.Log)
            batch.Apply(entry, isReplay: true);
        var start = batch.TakeCommands().OfType<Replay.StartTimer>().Single().Call;
        var call = run.CallOf("A#1");
        batch.Apply(new LogEntry(2, run.Now, new StepCompleted("A#1", 1, call.Source, call.Arguments, "1"u8.ToArray())), isReplay: false);
        batch.Apply(new LogEntry(3, run.Now, new TimerStarted(start.Id, start.Source, start.Arguments, start.DueAt(run.Now))), isReplay: false);

        Assert.That(batch.TakeCommands().Select(CommandText.Of), Is.EquivalentTo(["cancel timer Limit#1", "execute B#1"]));
    }

    [TestCase("LimitInner#1", "LimitOuter#1", "LimitInner#1")]
    [TestCase("LimitOuter#1", "LimitInner#1", "LimitOuter#1")]
    public void First_of_two_limits_counts_and_the_other_is_of_no_account(string first, string second, string told)
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A").WithTimeout("LimitInner", 30).WithTimeout("LimitOuter", 30);
                return "in time";
            }
            catch (TimeoutException e)
            {
                await Flow.Step("B");
                return e.Message;
            }
        });
        run.TakeAll();
        run.StartTimer("LimitInner#1").Gives("await LimitInner#1 at 00:00:30").StartTimer("LimitOuter#1").Gives("await LimitOuter#1 at 00:00:30");

        run.Fire(first);
        Assert.That(run.TakeAll(), Is.EquivalentTo(["cancel step A#1", $"cancel timer {second}", "execute B#1"]));
        run.Fire(second).Gives();
        run.Complete("B#1");
        Assert.That(run.TakeAll().Single(), Does.Contain($"({told}).").And.StartWith("completed "));
        run.RecordEnd();
    }

    [Test]
    public void Two_limits_on_one_step_cancel_it_once_and_who_else_waits_sees_the_cancellation()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var step = Flow.Step("A");
            return $"{await TellAsync(step.WithTimeout("LimitShort", 10))}, {await TellAsync(step.WithTimeout("LimitLong", 60))}, {await TellAsync(step)}";
        });
        run.Gives("execute A#1", "start LimitShort#1 00:00:10").StartTimer("LimitShort#1").Gives("await LimitShort#1 at 00:00:10");

        run.Fire("LimitShort#1").Ends("completed \"timed out, cancelled, cancelled\"");
    }

    [Test]
    public void Limit_on_what_has_ended_gives_that_end_and_no_timer()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var failed = Flow.Step("Failing");
            var cancelled = Flow.Sleep("S", 60);
            await TellAsync(failed);
            await TellAsync(cancelled.WithTimeout("LimitA", 1));
            return $"{await TellAsync(failed.WithTimeout("LimitB", 1))}, {await TellAsync(cancelled.WithTimeout("LimitC", 1))}, "
                + await TellAsync(Task.FromResult(1).WithTimeout("LimitD", 0));
        });
        run.Gives("execute Failing#1", "start S#1 00:01:00").StartTimer("S#1").Gives("await S#1 at 00:01:00");
        run.Fail("Failing#1", new InvalidOperationException("no")).Gives("start LimitA#1 00:00:01").StartTimer("LimitA#1").Gives("await LimitA#1 at 00:00:01");

        run.Fire("LimitA#1").Ends("completed \"failed, cancelled, in time\"");
    }

    [Test]
    public void Limit_on_the_first_of_several_lets_them_all_go_on()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var (a, b) = (Flow.Step("A"), Flow.Step("B"));
            var told = await TellAsync(Task.WhenAny(a, b).WithTimeout("Limit", 5));
            return $"{told} {await a + await b}";
        });
        run.Gives("execute A#1", "execute B#1", "start Limit#1 00:00:05").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:05");

        run.Fire("Limit#1").Gives().Complete("B#1", 2).Gives().Complete("A#1", 1).Ends("completed \"timed out 3\"");
    }

    [Test]
    public void Limit_in_a_loop_is_another_one_in_each_round()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var said = new List<string>();
            for (var i = 0; i < 2; i++)
                said.Add(await TellAsync(Flow.Step("A", i).WithTimeout("Limit", 5)));
            return string.Join(", ", said);
        });
        run.Gives("execute A#1", "start Limit#1 00:00:05").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:05");
        run.Fire("Limit#1").Gives("cancel step A#1", "execute A#1[2]", "start Limit#1[2] 00:00:05");
        run.StartTimer("Limit#1[2]").Gives("await Limit#1[2] at 00:00:05").Complete("A#1", 7).Gives();

        run.Complete("A#1[2]", 8).Ends("completed \"timed out, in time\"");
    }

    [Test]
    public void Limit_that_fires_after_the_cancel_of_the_run_still_ends_the_wait_for_clean_up()
    {
        using var run = CoreHarness.Start(() => TellAsync(CleanUpAsync().WithTimeout("Limit", 5)));
        run.Gives("execute A#1", "start Limit#1 00:00:05").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:05");

        run.Cancel().Gives("cancel step A#1", "execute CleanUp#1");
        run.Fire("Limit#1").Ends("completed \"timed out\"");

        static async Task CleanUpAsync()
        {
            try
            {
                await Flow.Step("A");
            }
            finally
            {
                await Flow.Step("CleanUp");
            }
        }
    }

    [TestCase(TaskCreationOptions.None)]
    [TestCase(TaskCreationOptions.RunContinuationsAsynchronously)]
    public void Limit_on_a_branch_that_tells_another_stays_on_the_scheduler(TaskCreationOptions options)
    {
        using var run = CoreHarness.Start(async () =>
        {
            var told = new TaskCompletionSource<int>(options);
            var teller = TellerAsync();
            var sum = (await Task.WhenAll(told.Task.WithTimeout("Limit", 5), Flow.Step("B"))).Sum();
            await teller;
            return sum;

            async Task TellerAsync() => told.SetResult(await Flow.Step("A"));
        });
        run.Gives("execute A#1", "start Limit#1 00:00:05", "execute B#1").StartTimer("Limit#1").Gives("await Limit#1 at 00:00:05");

        run.Complete("B#1", 1).Gives().Complete("A#1", 2).Ends("completed 3");
    }

    private static async Task<string> TellAsync(Task task)
    {
        try
        {
            await task;
            return "in time";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
        catch (OperationCanceledException)
        {
            return "cancelled";
        }
        catch (StepFailedException)
        {
            return "failed";
        }
    }
}
