using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Workflows that the code calls.</summary>
public sealed class ChildTests
{
    [Test]
    public void Child_is_started_once_and_its_result_goes_on_with_the_code()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("Bill", 1) + await Flow.Child("Bill", 2));

        run.Gives("start child Bill#1 [1]").StartChild("Bill#1", "c1").Gives();
        run.ChildCompleted("Bill#1", "c1", 10).Gives("start child Bill#1[2] [2]");
        run.StartChild("Bill#1[2]", "c2").ChildCompleted("Bill#1[2]", "c2", 20).Ends("completed 30");
    }

    [Test]
    public void Children_run_in_parallel_and_end_in_any_order()
    {
        using var run = CoreHarness.Start(async () => string.Join(" ", await Task.WhenAll(Flow.Child("A", 1), Flow.Child("B", 2))));

        run.Gives("start child A#1 [1]", "start child B#1 [2]").StartChild("A#1", "a").StartChild("B#1", "b");
        run.ChildCompleted("B#1", "b", 2).Gives();
        run.ChildCompleted("A#1", "a", 1).Ends("completed \"1 2\"");
    }

    [TestCase(RunStatus.Failed)]
    [TestCase(RunStatus.Canceled)]
    [TestCase(RunStatus.Terminated)]
    public void Child_without_a_result_throws_how_it_ended(RunStatus status)
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return $"{await Flow.Child("A")}";
            }
            catch (ChildWorkflowFailedException e)
            {
                return $"{e.Status} {e.ChildRunId} {e.OperationId} {e.Failure?.Message} {e.Reason}";
            }
        });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").ChildFailed("A#1", "a", status);
        run.Ends(status == RunStatus.Failed ? "completed \"Failed a A#1 broken pipe \"" : $"completed \"{status} a A#1  enough\"");
    }

    [Test]
    public void Failure_of_a_known_type_arrives_as_itself()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return $"{await Flow.Child("A")}";
            }
            catch (TimeoutException e)
            {
                return e.Message;
            }
        });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").Apply(new ChildFailed("A#1", "a", RunStatus.Failed) { Failure = run.Exceptions.Capture(new TimeoutException("late")) });
        run.Ends("completed \"late\"");
    }

    [Test]
    public void Failure_of_a_child_that_nobody_catches_is_the_cause_of_the_parents()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"));

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").ChildFailed("A#1", "a", RunStatus.Failed);
        run.TakeAll();
        var failure = ((WorkflowFailed)run.End).Failure;
        Assert.That((failure.Type, failure.Cause!.Type, failure.Cause.Message), Is.EqualTo((typeof(ChildWorkflowFailedException).FullName, typeof(IOException).FullName, "broken pipe")));
        run.RecordEnd();
    }

    [Test]
    public void Cancelling_the_run_asks_its_child_to_stop_and_clean_up_runs()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Child("A");
            }
            finally
            {
                await Flow.Step("Clean");
            }
        });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a");
        run.Cancel("enough").Gives("cancel child a", "execute Clean#1");
        run.Apply(new ChildCancelRequested("A#1")).Gives();
        // Its end is recorded, and nobody is told.
        run.ChildFailed("A#1", "a", RunStatus.Canceled).Gives();
        run.Complete("Clean#1").Ends("canceled enough");
    }

    [Test]
    public void Child_that_runs_at_the_end_is_asked_to_stop_with_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            _ = Flow.Child("A");
            var b = Flow.Child("B");
            await Task.WhenAny(b, Flow.Child("C"));
            return await b;
        });

        run.Gives("start child A#1 [0]", "start child B#1 [0]", "start child C#1 [0]");
        run.StartChild("A#1", "a").StartChild("B#1", "b").StartChild("C#1", "c").ChildCompleted("B#1", "b", 7);
        run.Ends("completed 7, cancel child a, cancel child c");
    }

    [Test]
    public void Child_that_was_asked_to_stop_is_not_asked_again_at_the_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var child = Flow.Child("A");
            try
            {
                await child.WithTimeout("LimitA", 5);
            }
            catch (TimeoutException e)
            {
                return e.Message;
            }

            return "in time";
        });

        run.Gives("start child A#1 [0]", "start LimitA#1 00:00:05").StartChild("A#1", "a").StartTimer("LimitA#1").Gives("await LimitA#1 at 00:00:05");
        run.Advance(5).Fire("LimitA#1");
        run.Ends("completed \"Child A#1 took longer than its timeout of 00:00:05 (LimitA#1).\", cancel child a");
    }

    [Test]
    public void Shielded_child_outlives_a_cancellation()
    {
        using var run = CoreHarness.Start(async () => await Durable.Shield(() => Flow.Child("ShieldedA")));

        run.Gives("start child ShieldedA#1 [0]").StartChild("ShieldedA#1", "a");
        run.Cancel().Gives();
        run.ChildCompleted("ShieldedA#1", "a", 3).Ends("completed 3");
    }

    [Test]
    public void Child_that_was_not_started_when_the_run_is_cancelled_is_never_started()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            await Flow.Child("B");
        });

        run.Gives("execute A#1").Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Child_that_runs_when_the_run_goes_on_as_another_is_asked_to_stop()
    {
        using var run = CoreHarness.Start(async () =>
        {
            _ = Flow.Child("A");
            await Flow.Step("B");
            throw Durable.ContinueAsNew();
        });

        run.Gives("start child A#1 [0]", "execute B#1").StartChild("A#1", "a").Complete("B#1");
        run.Ends("continue [] first run-1, cancel child a");
    }

    [Test]
    public void End_of_a_child_of_the_run_before_is_passed_over()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"), new CoreOptions { Chain = ("run-0", "run-0") });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a");
        run.Apply(new ChildCompleted("A#1", "other", "9"u8.ToArray())).Apply(new ChildFailed("Z#1", "another", RunStatus.Canceled)).Gives();
        run.ChildCompleted("A#1", "a", 3).Ends("completed 3");
    }

    [Test]
    public void Second_end_of_one_child_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A") + await Flow.Step("B"));

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").ChildCompleted("A#1", "a", 3).Gives("execute B#1");
        run.ChildCompleted("A#1", "a", 3).Blocks("DS1006");
    }

    [Test]
    public void Fork_starts_the_children_anew_that_were_open_at_the_cut()
    {
        using var run = CoreHarness.Start(
            async () =>
            {
                var ended = await Flow.Child("A");
                var open = Flow.Child("B");
                await Flow.Step("C");
                return ended + await open;
            },
            new CoreOptions { ForkedAt = 5 });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").Gives("start child A#1 [0]");
        run.ChildCompleted("A#1", "a", 1).Gives("start child B#1 [0]", "execute C#1");
        run.StartChild("B#1", "b").Gives("start child B#1 [0]");
        run.Complete("C#1").Gives();
        // The copy ends here.
        run.StartChild("B#1", "b2").Gives();
        run.ChildCompleted("B#1", "b", 5).Gives();
        run.ChildCompleted("B#1", "b2", 2).Ends("completed 3");
    }

    /// <summary>A run of a chain has in its log the ends of children that the run before it has started, which may have been called at the same place.</summary>
    [Test]
    public void Fork_passes_over_the_end_of_a_child_of_the_run_before_its_origin()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"), new CoreOptions { ForkedAt = 4 });

        run.Gives("start child A#1 [0]").ChildCompleted("A#1", "early", 7).Gives();
        run.StartChild("A#1", "a").Gives("start child A#1 [0]").ChildCompleted("A#1", "late", 8).Gives();
        // The copy ends here.
        run.StartChild("A#1", "a2").ChildCompleted("A#1", "a", 9).Gives();
        run.ChildCompleted("A#1", "a2", 3).Ends("completed 3");
    }

    [Test]
    public void Fork_under_the_rules_of_an_earlier_engine_takes_the_first_end_for_its_own()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"), new CoreOptions { ForkedAt = 3, Rules = EngineRules.CancellationWaits });

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").Gives("start child A#1 [0]");
        run.ChildCompleted("A#1", "early", 7).Ends("completed 7");
    }

    [Test]
    public void Detached_child_is_awaited_until_it_is_started_and_nobody_stops_it()
    {
        using var run = CoreHarness.Start(async () => await Durable.Detach(() => Flow.Child("A", 1)));

        run.Gives("start detached child A#1 [1]").StartChild("A#1", "a").Ends("completed \"a\"");
    }

    [Test]
    public void Detached_child_that_was_not_started_when_the_run_is_cancelled_is_never_started()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            await Durable.Detach(() => Flow.Child("B"));
        });

        run.Gives("execute A#1").Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Detach_of_anything_but_one_child_blocks()
    {
        using var none = CoreHarness.Start(async () => await Durable.Detach(() => Flow.Step("A")));
        using var two = CoreHarness.Start(async () => await Durable.Detach(() => Task.WhenAll(Flow.Child("A"), Flow.Child("B"))));

        Assert.That(none.Blocks("DS1025").Message, Does.Contain("calls no workflow"));
        Assert.That(two.Blocks("DS1025").Message, Does.Contain("calls 2 workflows"));
    }

    [Test]
    public void Code_after_a_detach_calls_children_that_are_awaited_again()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Detach(() => Flow.Child("A"));
            return await Flow.Child("B");
        });

        run.Gives("start detached child A#1 [0]").StartChild("A#1", "a").Gives("start child B#1 [0]");
        run.StartChild("B#1", "b").ChildCompleted("B#1", "b", 4).Ends("completed 4");
    }

    [Test]
    public void Child_that_is_detached_now_and_was_not_then_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"), new CoreOptions { IsEvictedToo = false });
        run.Gives("start child A#1 [0]").StartChild("A#1", "a");

        using var replayed = run.Replay(TestWorkflow.Of(async () => await Durable.Detach(() => Flow.Child("A"))));

        var error = replayed.TakeCommands().OfType<Replay.BlockRun>().Single().Error;
        Assert.That(error.Message, Does.Contain("recorded: child A#1").And.Contain("now: detached child A#1"));
    }

    [Test]
    public void Child_with_other_arguments_than_recorded_blocks()
    {
        var argument = 1;
        using var run = CoreHarness.Start(async () => await Flow.Child("A", argument), new CoreOptions { IsEvictedToo = false });
        run.Gives("start child A#1 [1]").StartChild("A#1", "a");

        argument = 2;
        using var replayed = run.Replay(TestWorkflow.Of(async () => await Flow.Child("A", argument)));

        Assert.That(replayed.TakeCommands().OfType<Replay.BlockRun>().Single().Error.Message, Does.Contain("DS1001").And.Contain("child A#1").And.Contain("other arguments"));
    }

    [Test]
    public void Arguments_that_are_too_large_block_before_anything_is_recorded()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A", 123_456), new CoreOptions { BytesMax = 5 });

        Assert.That(run.Blocks("DS2002").Message, Does.Contain("the arguments of child A#1"));
    }

    [Test]
    public void Child_that_is_not_called_any_more_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"), new CoreOptions { IsEvictedToo = false });
        run.Gives("start child A#1 [0]").StartChild("A#1", "a");

        using var replayed = run.Replay(TestWorkflow.Of(async () => await Flow.Step("A")));

        Assert.That(replayed.TakeCommands().OfType<Replay.BlockRun>().Single().Error.Code, Is.EqualTo("DS1001"));
    }

    [Test]
    public void Result_that_does_not_fit_any_more_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Child("A"));

        run.Gives("start child A#1 [0]").StartChild("A#1", "a").Apply(new ChildCompleted("A#1", "a", "\"text\""u8.ToArray()));
        run.Blocks("DS1005");
    }

    [Test]
    public void Condition_may_not_call_a_workflow()
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("Never", () => Flow.Child("A").IsCompleted));

        run.Blocks("DS1015");
    }

    [Test]
    public void Run_that_compensates_asks_its_children_to_stop()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            _ = Flow.Child("B");
            await Flow.Step("C");
        });

        run.Gives("execute A#1").Complete("A#1").Gives("start child B#1 [0]", "execute C#1");
        run.StartChild("B#1", "b").Fail("C#1", new IOException("broken pipe"));
        run.TakeAll();
        run.Begin().Gives("cancel child b", "execute A#1/compensate");
        run.Apply(new ChildCancelRequested("B#1")).Undo("A#1", "[1]").TakeAll();
        Assert.That(run.End, Is.InstanceOf<WorkflowFailed>());
    }

    [Test]
    public void Child_tells_its_parent_how_it_ended()
    {
        var options = new CoreOptions { Parent = new ParentLink("parent", "Test#1", 1), Chain = ("run-0", "run-0") };
        using var completed = CoreHarness.Start(async () => await Flow.Step("A"), options);
        using var failed = CoreHarness.Start(async () => await Flow.Step("A"), options);
        using var canceled = CoreHarness.Start(async () => await Flow.Step("A"), options);

        completed.Gives("execute A#1").Complete("A#1", 5).Ends("completed 5, tell parent ChildCompleted run-0");
        failed.Gives("execute A#1").Fail("A#1", new TimeoutException("late")).Ends("failed System.TimeoutException: late, tell parent ChildFailed run-0 Failed");
        canceled.Gives("execute A#1").Cancel("enough").Ends("canceled enough, tell parent ChildFailed run-0 Canceled");
    }

    [Test]
    public void Detached_child_tells_nobody_and_knows_its_parent()
    {
        using var run = CoreHarness.Start(async () => $"{await Flow.Step("A")} {Durable.Run.ParentRunId}", new CoreOptions { Parent = new ParentLink("parent", null, 1) });

        run.Gives("execute A#1").Complete("A#1", 5).Ends("completed \"5 parent\"");
    }
}
