using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ContinueTests
{
    [Test]
    public void Run_that_continues_ends_with_the_next_runs_arguments()
    {
        using var run = CoreHarness.Start(TestWorkflow.Taking<(int, string)>(
            async () =>
            {
                var next = await Flow.Step("A");
                throw Durable.ContinueAsNew(next, "again");
            },
            "count",
            "text"));

        run.Gives("execute A#1").Complete("A#1", 5).Ends("continue [5,\"again\"] first run-1");
    }

    [Test]
    public void Run_of_a_chain_knows_the_first_and_the_one_before()
    {
        using var run = CoreHarness.Start(
            TestWorkflow.Taking<ValueTuple<string?>>(
                async () =>
                {
                    await Flow.Step("A");
                    throw Durable.ContinueAsNew($"{Durable.Run.FirstRunId} {Durable.Run.PreviousRunId}");
                },
                "text"),
            new CoreOptions { Chain = ("run-0", "run-00") });

        run.Gives("execute A#1").Complete("A#1").Ends("continue [\"run-0 run-00\"] first run-0");
    }

    [Test]
    public void Run_of_no_chain_is_its_own_first()
    {
        using var run = CoreHarness.Start(() => Task.FromResult($"{Durable.Run.FirstRunId} {Durable.Run.PreviousRunId ?? "none"}"));

        run.Ends("completed \"run-1 none\"");
    }

    [Test]
    public void Exception_that_leaves_a_helper_continues_too_and_what_still_runs_is_not_awaited()
    {
        using var run = CoreHarness.Start(async () =>
        {
            _ = Flow.Sleep("S", 60);
            await HelpAsync();

            static async Task HelpAsync()
            {
                try
                {
                    await Flow.Step("A");
                    throw Durable.ContinueAsNew();
                }
                finally
                {
                    await Flow.Step("B");
                }
            }
        });

        run.Gives("start S#1 00:01:00", "execute A#1").StartTimer("S#1").Gives("await S#1 at 00:01:00");
        run.Complete("A#1").Gives("execute B#1").Complete("B#1").Ends("continue [] first run-1");
    }

    [Test]
    public void Exception_that_is_caught_continues_nothing()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                throw Durable.ContinueAsNew();
            }
            catch (ContinueAsNewException)
            {
                return await Flow.Step("A");
            }
        });

        run.Gives("execute A#1").Complete("A#1", 1).Ends("completed 1");
    }

    [Test]
    public void Cancel_that_came_after_the_end_of_the_code_goes_over_to_the_next_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            throw Durable.ContinueAsNew();
        });
        run.Gives("execute A#1").Complete("A#1").Gives("continue [] first run-1");

        using var late = run.BuildEmpty();
        foreach (var entry in run.Log)
            late.Apply(entry, isReplay: true);
        late.Apply(new LogEntry(3, run.Now, new CancelRequested("late")), isReplay: false);

        Assert.That(late.TakeCommands().Select(CommandText.Of), Is.EqualTo(["continue [] first run-1 and CancelRequested(Reason='late')"]));
    }

    [Test]
    public void Cancel_that_found_only_shielded_work_goes_over_to_the_next_run()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(() => Flow.Step("ShieldedA"));
            throw Durable.ContinueAsNew();
        });

        run.Gives("execute ShieldedA#1").Cancel("late").Gives();
        run.Complete("ShieldedA#1").Ends("continue [] first run-1 and CancelRequested(Reason='late')");
    }

    [Test]
    public void Cancel_that_the_code_has_answered_by_continuing_stays_behind()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Step("A");
            }
            catch (OperationCanceledException)
            {
                throw Durable.ContinueAsNew();
            }
        });

        run.Gives("execute A#1").Cancel().Ends("continue [] first run-1");
    }

    [Test]
    public void Log_that_goes_on_after_the_run_continued_no_longer_matches()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            throw Durable.ContinueAsNew();
        });
        run.Gives("execute A#1").Complete("A#1").Ends("continue [] first run-1");

        using var longer = run.Replay(TestWorkflow.Of(async () =>
        {
            await Flow.Step("A");
            await Flow.Step("B");
        }));
        Assert.That(longer.TakeCommands().Select(CommandText.Of), Is.EqualTo(["block DS1001"]));
    }

    [Test]
    public void Outside_a_workflow_it_is_an_error() =>
        Assert.That(() => Durable.ContinueAsNew(1), Throws.InstanceOf<DurableException>().With.Message.StartsWith("DS1007: Durable.ContinueAsNew "));
}
