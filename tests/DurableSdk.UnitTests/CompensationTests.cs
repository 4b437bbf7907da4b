using DurableSdk.CompilerServices;
using DurableSdk.Events;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class CompensationTests
{
    private const string Oops = "compensate after System.InvalidOperationException: oops";
    private const string FailedByOops = "failed System.InvalidOperationException: oops";

    [Test]
    public void Failure_undoes_completed_steps_in_reverse_order_of_completion()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Task.WhenAll(Flow.Undoable("A", 1), Flow.Undoable("B", 2, takesArguments: false, takesResult: true));
            await Flow.Step("Plain");
            await Flow.Undoable("C", 3, takesArguments: true, takesResult: true);
            throw new InvalidOperationException("oops");
        });
        run.Gives("execute A#1", "execute B#1").Complete("B#1", 20).Gives();
        run.Complete("A#1", 10).Gives("execute Plain#1").Complete("Plain#1").Gives("execute C#1");

        run.Complete("C#1", 30).Gives(Oops).Begin();

        run.Gives("execute C#1/compensate").Undo("C#1", "[3,30]");
        run.Gives("execute A#1/compensate").Undo("A#1", "[1]");
        run.Gives("execute B#1/compensate").Undo("B#1", "[20]");
        run.Ends(FailedByOops);
    }

    [Test]
    public void Call_by_hand_is_recognised_also_after_the_results_type_got_a_property()
    {
        using var run = CoreHarness.Start(Reserving<Reservation>());
        run.Gives("execute Reserve#1").Complete("Reserve#1", new Reservation(5)).Gives("execute Ship#1");

        using var today = run.Replay(Reserving<ReservationWithNote>());
        today.TakeCommands();
        today.Apply(new LogEntry(run.Log.Count + 1, CoreHarness.Epoch, new StepFailed("Ship#1", 1, "Flow.cs:1", "[0]"u8.ToArray(), run.Exceptions.Capture(new IOException("x")))), isReplay: false);

        var release = today.TakeCommands().OfType<ExecuteStep>().Single().Call;
        Assert.That((release.Id, release.Compensates), Is.EqualTo(("Release#1", "Reserve#1")));
    }

    private static WorkflowDefinition Reserving<TReserved>() => TestWorkflow.Of(async () =>
    {
        var release = new StepDescriptor<ValueTuple<TReserved>, Unit>("Release", null, Flow.Codec<TReserved>(), static (_, _, _) => throw new InvalidOperationException());
        var reserve = new StepDescriptor<ValueTuple<int>, TReserved>("Reserve", null, Flow.Codec<int>(), static (_, _, _) => throw new InvalidOperationException())
        {
            Compensation = StepCompensation.Of(release, takesArguments: false, takesResult: true),
        };
        var reserved = await WorkflowScope.Current!.CallStep(reserve, new CallSite("Reserve#1", "Flow.cs:1"), null, new ValueTuple<int>(1));
        try
        {
            return await Flow.Step("Ship");
        }
        catch (Exception)
        {
            await WorkflowScope.Current!.CallStep(release, new CallSite("Release#1", "Flow.cs:2"), null, new ValueTuple<TReserved>(reserved));
            throw;
        }
    });

    private sealed record Reservation(int Id);

    private sealed record ReservationWithNote(int Id, string? Note = null);

    [Test]
    public void Success_undoes_nothing()
    {
        using var run = CoreHarness.Start(() => Flow.Undoable("A", 1));
        run.Gives("execute A#1").Complete("A#1", 5).Ends("completed 5");
    }

    [Test]
    public void Failure_without_anything_to_undo_ends_at_once()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            return 1;
        });
        run.Gives("execute A#1").Fail("A#1", new IOException("broken pipe"));
        run.Ends("failed DurableSdk.StepFailedException: DS2004: Step A#1 failed: System.IO.IOException: broken pipe docs/errors/DS2004.md");
    }

    [Test]
    public void Continuing_as_new_undoes_nothing()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            throw Durable.ContinueAsNew();
        });
        run.Gives("execute A#1").Complete("A#1").Ends("continue [] first run-1");
    }

    [Test]
    public void Cancel_settles_what_is_in_flight_then_undoes_it_and_ends_as_cancelled()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            await Flow.Undoable("B", 2);
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute B#1");

        run.Cancel("enough").Gives("compensate after cancel enough").Begin().Gives("settle B#1");
        run.Complete("B#1").Gives("execute B#1/compensate");
        run.Undo("B#1", "[2]").Gives("execute A#1/compensate");
        run.Undo("A#1", "[1]").Ends("canceled enough");
    }

    [Test]
    public void Second_cancel_reaches_no_compensation_and_changes_no_outcome()
    {
        using var run = FailedAfter(Flow.Undoable);
        run.Begin().Gives("execute A#1/compensate");

        run.Cancel("no, stop").Gives();
        run.Undo("A#1", "[1]").Ends(FailedByOops);
    }

    [Test]
    public void Loser_of_WhenAny_is_settled_and_undone_before_what_completed_earlier()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("First", 1);
            await await Task.WhenAny(Flow.Undoable("Loser", 2), Flow.Step("Winner"), Flow.Sleep("Sleep", 60));
        });
        run.Gives("execute First#1").Complete("First#1").Gives("execute Loser#1", "execute Winner#1", "start Sleep#1 00:01:00");
        run.StartTimer("Sleep#1").Gives("await Sleep#1 at 00:01:00");

        run.Fail("Winner#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("settle Loser#1", "cancel timer Sleep#1").CancelTimer("Sleep#1").Gives();
        run.Complete("Loser#1").Gives("execute Loser#1/compensate");
        run.Undo("Loser#1", "[2]").Gives("execute First#1/compensate").Undo("First#1", "[1]").TakeAll();
    }

    [Test]
    public void Code_that_still_waits_does_not_go_on_after_the_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await await Task.WhenAny(BranchAsync(), Flow.Step("Winner"));

            static async Task BranchAsync()
            {
                await Flow.Undoable("A", 1);
                await Flow.Undoable("B", 2);
            }
        });
        run.Gives("execute A#1", "execute Winner#1").Fail("Winner#1", new InvalidOperationException("oops")).TakeAll();

        run.Begin().Gives("settle A#1").Complete("A#1").Gives("execute A#1/compensate");
        run.Undo("A#1", "[1]").TakeAll();
    }

    [Test]
    public void Step_that_is_issued_as_the_method_ends_never_began()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            _ = Flow.Undoable("B", 2);
            throw new InvalidOperationException("oops");
        });
        run.Gives("execute A#1").Complete("A#1").Gives(Oops);
        run.Begin().Gives("cancel step B#1", "execute A#1/compensate").Undo("A#1", "[1]").Ends(FailedByOops);
    }

    [Test]
    public void Step_in_flight_that_fails_is_not_undone()
    {
        using var run = CoreHarness.Start(async () => await await Task.WhenAny(Flow.Undoable("Loser", 2), Flow.Step("Winner")));
        run.Gives("execute Loser#1", "execute Winner#1").Fail("Winner#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("settle Loser#1").Fail("Loser#1", new OperationCanceledException());
        Assert.That(run.TakeAll().Single(), Does.StartWith("failed "));
    }

    [Test]
    public void Unknown_outcome_is_undone_by_the_arguments()
    {
        using var run = CoreHarness.Start(async () => await await Task.WhenAny(Flow.Undoable("Loser", 2), Flow.Step("Winner")));
        run.Gives("execute Loser#1", "execute Winner#1").Fail("Winner#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("settle Loser#1").Lose("Loser#1").Gives("execute Loser#1/compensate").Undo("Loser#1", "[2]").TakeAll();
    }

    [Test]
    public void Unknown_outcome_blocks_the_run_where_the_result_is_needed_and_the_others_are_undone_first()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("First", 1);
            await await Task.WhenAny(Flow.Undoable("Loser", 2, takesArguments: false, takesResult: true), Flow.Step("Winner"));
        });
        run.Gives("execute First#1").Complete("First#1").Gives("execute Loser#1", "execute Winner#1");
        run.Fail("Winner#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("settle Loser#1").Lose("Loser#1").Gives("execute First#1/compensate").Undo("First#1", "[1]");

        var error = run.Blocks("DS1023");
        Assert.That(error.Message, Does.Contain("Loser#1 (its outcome is unknown").And.Not.Contain("First#1 ("));
    }

    [Test]
    public void Run_that_can_undo_nothing_asks_its_children_to_stop_before_it_is_parked()
    {
        using var run = CoreHarness.Start(async () =>
        {
            _ = Flow.Child("B");
            await Flow.Undoable("A", 1, takesArguments: false, takesResult: true);
        });
        run.Gives("start child B#1 [0]", "execute A#1").StartChild("B#1", "b").Gives();
        run.Apply(Fenced(run)).Gives("execute A#1 attempt 2 at 00:00:01").Fail("A#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("cancel child b", "block DS1023");
    }

    [Test]
    public void Earlier_attempt_that_nobody_waited_for_makes_the_outcome_unknown()
    {
        using var run = CoreHarness.Start(async () => { await Flow.Undoable("A", 1); });
        run.Gives("execute A#1").Apply(Fenced(run)).Gives("execute A#1 attempt 2 at 00:00:01");
        run.Fail("A#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("execute A#1/compensate").Undo("A#1", "[1]").TakeAll();
    }

    [Test]
    public void Failing_compensation_keeps_no_other_from_running_and_is_tried_again_after_a_resume()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            await Flow.Undoable("B", 2);
            throw new InvalidOperationException("oops");
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute B#1").Complete("B#1").Gives(Oops).Begin().Gives("execute B#1/compensate");
        run.FailAttempt("B#1/compensate", 1).Gives("execute B#1/compensate attempt 2 at 00:00:01");
        run.FailUndo("B#1").Gives("execute A#1/compensate").Undo("A#1", "[1]");
        Assert.That(run.Blocks("DS1023").Message, Does.Contain("B#1 (its compensation failed by System.IO.IOException)"));

        run.Apply(new Blocked("DS1023", "report", "build")).Gives();
        run.Apply(new Resumed()).Gives("execute B#1/compensate").Undo("B#1", "[2]").Ends(FailedByOops);
    }

    [Test]
    public void Cancel_of_a_parked_run_leaves_it_parked()
    {
        using var run = FailedAfter(Flow.Undoable);
        run.Begin().Gives("execute A#1/compensate").FailUndo("A#1").Blocks("DS1023");
        run.Apply(new Blocked("DS1023", "report", "build")).Gives();
        run.Cancel().Gives();
    }

    [Test]
    public void Step_undone_by_hand_is_not_undone_again()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            await Flow.Undoable("B", 2);
            await Flow.Step("UndoB", 2);
            throw new InvalidOperationException("oops");
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute B#1").Complete("B#1").Gives("execute UndoB#1");
        Assert.That(run.CallOf("UndoB#1").Compensates, Is.EqualTo("B#1"));

        run.CompleteByHand("UndoB#1", "B#1").Gives(Oops).Begin().Gives("execute A#1/compensate").Undo("A#1", "[1]").Ends(FailedByOops);
    }

    [Test]
    public void Step_that_could_not_be_undone_by_hand_is_undone_at_the_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            await Flow.Step("UndoA", 1);
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute UndoA#1").Fail("UndoA#1", new InvalidOperationException("oops")).TakeAll();
        run.Begin().Gives("execute A#1/compensate").Undo("A#1", "[1]").TakeAll();
    }

    [TestCase(3)]
    [TestCase(1)]
    public void Call_of_the_compensating_method_with_other_arguments_undoes_nothing(int argument)
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 2);
            await Flow.Step("UndoA", argument);
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute UndoA#1");
        Assert.That(run.CallOf("UndoA#1").Compensates, Is.Null);
        run.TakeAll();
    }

    [Test]
    public void Log_that_compensates_blocks_code_that_goes_on()
    {
        using var run = FailedAfter(Flow.Undoable);
        run.Begin().Gives("execute A#1/compensate");
        using var core = run.Replay(TestWorkflow.Of(async () =>
        {
            await Flow.Undoable("A", 1);
            await Flow.Step("New");
        }));
        Assert.That(CommandText.Of(core.TakeCommands().Single()), Is.EqualTo("block DS1001"));
    }

    [Test]
    public void Saga_runs_in_reverse_goes_on_after_a_failure_and_throws_at_the_end()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var saga = Durable.Saga().Add(() => Flow.Step("UndoA")).Add(() => throw new InvalidOperationException("2")).Add(() => Flow.Step("UndoC"));
            try
            {
                await saga.CompensateAsync();
            }
            catch (AggregateException e)
            {
                await saga.CompensateAsync();
                return string.Join(",", e.InnerExceptions.Select(inner => inner.Message));
            }

            return "all";
        });
        run.Gives("execute UndoC#1").Complete("UndoC#1").Gives("execute UndoA#1").Complete("UndoA#1").Ends("completed \"2\"");
    }

    private static CoreHarness FailedAfter(Func<string, int, bool, bool, Task<int>> step)
    {
        var run = CoreHarness.Start(async () =>
        {
            await step("A", 1, true, false);
            throw new InvalidOperationException("oops");
        });
        return run.Gives("execute A#1").Complete("A#1").Gives(Oops);
    }

    private static StepAttemptFailed Fenced(CoreHarness run) => new(
        "A#1", 1, Flow.Source, run.CallOf("A#1").Arguments, run.Exceptions.Capture(new TimeoutException("fenced")), CoreHarness.Epoch.AddSeconds(1))
    { IsUnknown = true, IsCompensable = true };
}
