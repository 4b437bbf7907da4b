using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>A cancellation that found only shielded work: the method's, and nobody else's, and never lost.</summary>
public sealed class HeldCancellationTests
{
    [Test]
    public void What_a_signal_begins_meanwhile_is_left_alone_and_the_method_is_cancelled()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(ShieldThenWaitAsync, async _ => await Flow.Step("Note")));
        run.Gives("execute Shielded#1").Cancel("enough").Gives();

        run.Signal("add", 1).Gives("execute Note#1");
        run.Complete("Shielded#1").Ends("canceled enough");
    }

    [Test]
    public void Step_of_a_signal_that_it_cuts_is_not_what_the_method_waits_for()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(ShieldThenWaitAsync, async _ => await Flow.Step("Note")));
        run.Gives("execute Shielded#1").Signal("add", 1).Gives("execute Note#1");

        run.Cancel("enough").Gives("cancel step Note#1");
        run.Complete("Shielded#1").Ends("canceled enough");
    }

    [Test]
    public void Time_limit_that_cuts_what_a_signal_began_leaves_the_end_to_the_method()
    {
        using var run = CoreHarness.Start(TestWorkflow.Handling(
            async () =>
            {
                await Durable.Shield(() => Flow.Step("Shielded"));
                return await Flow.Step("CleanUp");
            },
            async _ => await Flow.Step("Note"),
            TimeSpan.FromHours(1)));
        run.Gives("start Timeout 01:00:00", "execute Shielded#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Signal("add", 1).Gives("execute Note#1");

        run.Advance(3600).Fire("Timeout").Gives("cancel step Note#1");
        run.Complete("Shielded#1").Ends("failed System.TimeoutException: The run took longer than the timeout of Test, 01:00:00.");
    }

    [Test]
    public void It_goes_over_to_the_next_run_at_its_place_among_the_messages()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Durable.Shield(() => Flow.Step("Shielded"));
            throw Durable.ContinueAsNew();
        });
        run.Gives("execute Shielded#1").Signal("go", 1).Gives();
        run.Cancel("enough").Gives();
        run.Signal("go", 2).Gives();

        run.Complete("Shielded#1").Ends(
            "continue [] first run-1 and SignalReceived(Arguments=<[1]> MessageId=- Name='go') and CancelRequested(Reason='enough') and SignalReceived(Arguments=<[2]> MessageId=- Name='go')");
    }

    [Test]
    public void Code_that_shields_less_than_the_log_doesnt_match_it()
    {
        using var run = CoreHarness.Start(() => Durable.Shield(async () => await Flow.Step("ShieldedA") + await Flow.Step("ShieldedB")));
        run.Gives("execute ShieldedA#1").Cancel().Gives();
        run.Complete("ShieldedA#1").Gives("execute ShieldedB#1");
        run.Complete("ShieldedB#1").TakeAll();

        using var changed = run.Replay(TestWorkflow.Of(async () =>
        {
            await Durable.Shield(() => Flow.Step("ShieldedA"));
            await Flow.Step("ShieldedB");
        }));
        Assert.That(changed.TakeCommands().Select(CommandText.Of), Is.EqualTo(["block DS1001"]));
    }

    [Test]
    public void Undoing_by_hand_that_it_ends_may_be_called_again()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Undoable("A", 1);
            await Durable.Shield(() => Flow.Step("Shielded"));
            try
            {
                await Flow.Step("UndoA", 1);
            }
            catch (OperationCanceledException)
            {
                await Flow.Step("UndoA", 1);
            }
        });
        run.Gives("execute A#1").Complete("A#1").Gives("execute Shielded#1").Cancel().Gives();
        run.Complete("Shielded#1").Gives("execute UndoA#1[2]");

        Assert.That(run.CallOf("UndoA#1[2]").Compensates, Is.EqualTo("A#1"));
        run.CompleteByHand("UndoA#1[2]", "A#1").Ends("completed null");
    }

    [Test]
    public void Run_of_rules_that_a_newer_engine_has_is_left_as_it_is()
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"), new CoreOptions { Rules = EngineRules.Today + 1 });

        run.Blocks("DS1006");
        Assert.That(run.Error!.Message, Does.StartWith($"DS1006: Run run-1 began under the rules {EngineRules.Today + 1} of the engine, which this version of DurableSdk doesn't know"));
    }

    private static async Task<int> ShieldThenWaitAsync()
    {
        await Durable.Shield(() => Flow.Step("Shielded"));
        return await Flow.Signal<int>("go");
    }
}
