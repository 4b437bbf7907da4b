using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class CancellationTests
{
    [Test]
    public void Cancel_pending_operations_are_cancelled_in_creation_order()
    {
        var order = new List<string>();
        using var run = CoreHarness.Start(
            async () =>
            {
                order.Clear();
                await Task.WhenAll(Watch("B", Flow.Step("B")), Watch("Sleep", Flow.Sleep("Sleep", 60)), Watch("A", Flow.Step("A")));

                async Task Watch(string name, Task operation)
                {
                    try
                    {
                        await operation;
                    }
                    catch (OperationCanceledException)
                    {
                        order.Add(name);
                        throw;
                    }
                }
            });
        run.Gives("execute B#1", "start Sleep#1 00:01:00", "execute A#1").StartTimer("Sleep#1").Gives("await Sleep#1 at 00:01:00");

        run.Cancel("enough");

        run.Ends("canceled enough");
        Assert.That(order, Is.EqualTo(["B", "Sleep", "A"]));
    }

    [Test]
    public void Cancel_token_of_the_workflow_fires()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async cancel =>
        {
            var stopped = new TaskCompletionSource<string>();
            using var registration = cancel.Register(() => stopped.SetResult("stopped"));
            return await stopped.Task;
        }));

        run.Gives().Cancel();

        run.Ends("completed \"stopped\"");
    }

    [Test]
    public void Cancel_clean_up_steps_run_and_the_run_ends_as_cancelled()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Step("A");
            }
            finally
            {
                await Flow.Step("CleanUp");
                await Flow.Sleep("Pause", 5);
            }
        });
        run.Gives("execute A#1");

        run.Cancel().Gives("cancel step A#1", "execute CleanUp#1");
        run.Complete("CleanUp#1").Gives("start Pause#1 00:00:05");
        run.StartTimer("Pause#1").Gives("await Pause#1 at 00:00:05");
        run.Fire("Pause#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_outcome_recorded_later_is_not_delivered()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Step("A");
            }
            catch (OperationCanceledException)
            {
                return await Flow.Step("B");
            }
        });
        run.Gives("execute A#1").Cancel().Gives("cancel step A#1", "execute B#1");

        run.Complete("A#1", 7).Gives();
        run.Complete("B#1", 8).Ends("completed 8");
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Cancel_step_that_fails_afterwards_is_not_tried_again(bool forGood)
    {
        using var run = CoreHarness.Start(CleanUpAsync);
        run.Gives("execute A#1").Cancel().Gives("cancel step A#1", "execute CleanUp#1");

        if (forGood)
            run.Fail("A#1", new IOException("gone")).Gives();
        else
            run.FailAttempt("A#1", 1).Gives();
        run.Complete("CleanUp#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_second_request_changes_nothing()
    {
        using var run = CoreHarness.Start(CleanUpAsync);
        run.Gives("execute A#1").Cancel("first").Gives("cancel step A#1", "execute CleanUp#1");

        run.Cancel("second").Gives();
        run.Complete("CleanUp#1").Ends("canceled first");
    }

    [Test]
    public void Cancel_other_exception_after_it_fails_the_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A");
            }
            catch (OperationCanceledException)
            {
                throw new InvalidOperationException("clean-up went wrong");
            }
        });
        run.Gives("execute A#1");

        run.Cancel().Ends("failed System.InvalidOperationException: clean-up went wrong");
    }

    [Test]
    public void Cancel_caught_lets_the_run_complete()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Step("A");
            }
            catch (OperationCanceledException)
            {
                return -1;
            }
        });

        run.Gives("execute A#1").Cancel().Ends("completed -1");
    }

    [Test]
    public void Cancellation_exception_without_a_request_fails_the_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            throw new OperationCanceledException("of the author's own");
        });

        run.Gives("execute A#1").Complete("A#1").Ends("failed System.OperationCanceledException: of the author's own");
    }

    [Test]
    public void Cancel_callback_that_throws_stops_nobody()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async cancel =>
        {
            using var registration = cancel.Register(() => throw new InvalidOperationException("callback"));
            return await Flow.Step("A");
        }));

        run.Gives("execute A#1").Cancel().Ends("canceled ");
    }

    private static async Task CleanUpAsync()
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
