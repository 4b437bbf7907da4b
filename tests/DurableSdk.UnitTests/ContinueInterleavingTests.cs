using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Going on as a new run while something else happens, and from unusual places.</summary>
public sealed class ContinueInterleavingTests
{
    [Test]
    public void Cancel_during_the_clean_up_of_a_run_that_continues_wins()
    {
        using var run = StartWithCleanUp();
        run.Gives("execute A#1").Complete("A#1").Gives("execute CleanUp#1");

        run.Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Failure_of_the_clean_up_of_a_run_that_continues_wins()
    {
        using var run = StartWithCleanUp();
        run.Gives("execute A#1").Complete("A#1").Gives("execute CleanUp#1");

        run.Fail("CleanUp#1", new TimeoutException("no")).Ends("failed System.TimeoutException: no");
    }

    [Test]
    public void Result_and_cancel_that_came_at_once_leave_the_cancel_to_the_next_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            throw Durable.ContinueAsNew();
        });
        run.Gives("execute A#1");

        using var batch = run.BuildEmpty();
        batch.Apply(run.Log[0], isReplay: true);
        batch.TakeCommands();
        var call = run.CallOf("A#1");
        batch.Apply(new LogEntry(2, run.Now, new StepCompleted("A#1", 1, call.Source, call.Arguments, "1"u8.ToArray())), isReplay: false);
        batch.Apply(new LogEntry(3, run.Now, new CancelRequested("now")), isReplay: false);

        Assert.That(batch.TakeCommands().Select(CommandText.Of), Is.EqualTo(["continue [] first run-1 and CancelRequested(Reason='now')"]));
    }

    [Test]
    public void Method_that_is_not_async_continues_too()
    {
        using var thrown = CoreHarness.Start(Task () => throw Durable.ContinueAsNew());
        thrown.Ends("continue [] first run-1");

        using var given = CoreHarness.Start(() => Task.FromException(Durable.ContinueAsNew()));
        given.Ends("continue [] first run-1");
    }

    [Test]
    public void Branch_under_a_limit_continues_the_run_and_the_others_are_not_awaited()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Task.WhenAll(Flow.Step("Other"), ContinueAsync().WithTimeout("Limit", 5)).WithTimeout("LimitAll", 60);

            static async Task ContinueAsync()
            {
                await Flow.Step("A");
                throw Durable.ContinueAsNew();
            }
        });
        run.Gives("execute Other#1", "execute A#1", "start Limit#1 00:00:05", "start LimitAll#1 00:01:00");
        run.StartTimer("Limit#1").Gives("await Limit#1 at 00:00:05").StartTimer("LimitAll#1").Gives("await LimitAll#1 at 00:01:00");

        run.Complete("A#1").Gives("cancel timer Limit#1").CancelTimer("Limit#1").Gives();
        run.Complete("Other#1").Ends("continue [] first run-1");
    }

    [Test]
    public void Arguments_that_do_not_fit_block_even_if_the_exception_is_caught()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<int>>(
            async () =>
            {
                try
                {
                    throw Durable.ContinueAsNew("text");
                }
                catch (ContinueAsNewException)
                {
                    await Flow.Step("A");
                }
            },
            "count"));

        run.Blocks("DS1012");
    }

    [Test]
    public void Exception_that_is_thrown_twice_continues_once_with_the_last_arguments()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<ValueTuple<int>>(
            () =>
            {
                try
                {
                    throw Durable.ContinueAsNew(1);
                }
                catch (ContinueAsNewException)
                {
                    throw Durable.ContinueAsNew(2);
                }
            },
            "count"));

        run.Ends("continue [2] first run-1");
    }

    private static CoreHarness StartWithCleanUp() => CoreHarness.Start(async () =>
    {
        try
        {
            await Flow.Step("A");
            throw Durable.ContinueAsNew();
        }
        finally
        {
            await Flow.Step("CleanUp");
        }
    });
}
