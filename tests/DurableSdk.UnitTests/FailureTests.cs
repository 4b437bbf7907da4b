using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class FailureTests
{
    [Test]
    public void Failure_of_a_known_type_is_caught_by_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return await Flow.Step("A");
            }
            catch (TimeoutException)
            {
                return await Flow.Step("B");
            }
        });

        run.Gives("execute A#1").Fail("A#1", new TimeoutException("slow")).Gives("execute B#1");
        run.Complete("B#1", 2).Ends("completed 2");
    }

    [Test]
    public void Failure_of_an_unknown_type_is_a_step_failure_with_all_it_said()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                return (await Flow.Step("A")).ToString();
            }
            catch (StepFailedException e)
            {
                return $"{e.StepId}|{e.Failure}|{e.Code}";
            }
        });

        run.Gives("execute A#1").Fail("A#1", new IOException("disk on fire"));

        run.Ends("completed \"A#1|System.IO.IOException: disk on fire|DS2004\"");
    }

    [Test]
    public void Failure_that_nobody_catches_fails_the_run_with_its_cause()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        run.Gives("execute A#1").Fail("A#1", new IOException("disk on fire"));

        run.Ends("failed DurableSdk.StepFailedException: DS2004: Step A#1 failed: System.IO.IOException: disk on fire docs/errors/DS2004.md");
        var failure = ((Events.WorkflowFailed)run.Log[^1].Event).Failure;
        Assert.That(failure.Types, Is.EqualTo(["DurableSdk.StepFailedException", "DurableSdk.DurableException"]));
        Assert.That(failure.Cause?.ToString(), Is.EqualTo("System.IO.IOException: disk on fire"));
    }

    [Test]
    public void Finally_and_catch_with_steps_run_in_order()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                try
                {
                    await Flow.Step("A");
                }
                finally
                {
                    await Flow.Step("Finally");
                }
            }
            catch (TimeoutException e)
            {
                return await Flow.Step<string, string>("Catch", e.Message);
            }

            return "not reached";
        });

        run.Gives("execute A#1").Fail("A#1", new TimeoutException("slow")).Gives("execute Finally#1");
        run.Complete("Finally#1").Gives("execute Catch#1");
        run.Complete("Catch#1", "mended").Ends("completed \"mended\"");
    }

    [Test]
    public void Failure_in_a_finally_block_replaces_the_first()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A");
            }
            finally
            {
                await Flow.Step("Finally");
            }
        });

        run.Gives("execute A#1").Fail("A#1", new TimeoutException("first")).Gives("execute Finally#1");
        run.Fail("Finally#1", new TimeoutException("second")).Ends("failed System.TimeoutException: second");
    }

    [Test]
    public void Exception_of_the_code_itself_fails_the_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var value = await Flow.Step("A");
            return 1 / value;
        });

        run.Gives("execute A#1").Complete("A#1", 0).Ends("failed System.DivideByZeroException: Attempted to divide by zero.");
    }

    [Test]
    public void Failure_of_a_cancelled_step_body_is_no_cancellation_of_the_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A");
                return "completed";
            }
            catch (OperationCanceledException)
            {
                return "cancelled";
            }
            catch (StepFailedException e)
            {
                return e.Failure.Type;
            }
        });

        run.Gives("execute A#1").Fail("A#1", new TaskCanceledException());

        run.Ends("completed \"System.Threading.Tasks.TaskCanceledException\"");
    }
}
