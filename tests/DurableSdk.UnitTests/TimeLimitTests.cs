using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class TimeLimitTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Test]
    public void Limit_is_a_timer_that_begins_with_the_run_and_ends_with_it()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Complete("A#1", 5).Ends("completed 5");
    }

    [Test]
    public void Limit_that_is_over_cancels_what_is_pending_and_fails_the_run()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Advance(3600).Fire("Timeout");
        run.Ends("failed System.TimeoutException: The run took longer than the timeout of Test, 01:00:00.");
    }

    [Test]
    public void Limit_that_is_over_lets_clean_up_run()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(
            async () =>
            {
                try
                {
                    return await Flow.Step("A");
                }
                finally
                {
                    await Flow.Step("CleanUp");
                }
            },
            Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Fire("Timeout").Gives("cancel step A#1", "execute CleanUp#1");
        run.Complete("CleanUp#1").Ends("failed System.TimeoutException: The run took longer than the timeout of Test, 01:00:00.");
    }

    [Test]
    public void Limit_after_a_cancellation_changes_nothing()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(
            async () =>
            {
                try
                {
                    return await Flow.Step("A");
                }
                finally
                {
                    await Flow.Step("CleanUp");
                }
            },
            Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Cancel("enough").Gives("cancel step A#1", "execute CleanUp#1");
        run.Fire("Timeout").Gives();
        run.Complete("CleanUp#1").Ends("canceled enough");
    }

    [Test]
    public void Cancellation_after_the_limit_changes_nothing()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");
        run.Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Limit_does_not_hide_a_foreign_await()
    {
        var foreign = new TaskCompletionSource<int>();
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => foreign.Task, Hour));
        run.Blocks("DS1002");
    }

    [Test]
    public void Limit_that_was_changed_holds_for_new_runs()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");

        using var now = run.Replay(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), 7 * Hour));

        Assert.That(now.IsBlocked, Is.False);
        Assert.That(now.TakeCommands().Select(CommandText.Of), Is.EquivalentTo(["await Timeout at 01:00:00", "execute A#1"]));
    }

    [Test]
    public void Limit_that_was_taken_away_is_given_up()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        run.Gives("start Timeout 01:00:00", "execute A#1").StartTimer("Timeout").Gives("await Timeout at 01:00:00");

        using var now = run.Replay(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), null));

        Assert.That(now.IsBlocked, Is.False);
        Assert.That(now.TakeCommands().Select(CommandText.Of), Is.EquivalentTo(["cancel timer Timeout", "execute A#1"]));
    }

    [Test]
    public void Limit_that_was_added_counts_from_the_next_activation()
    {
        using var run = CoreHarness.Start(() => Flow.Step("A"));
        run.Gives("execute A#1");
        using var now = run.Replay(TestWorkflow.WithTimeLimit(() => Flow.Step("A"), Hour));
        Assert.That(now.TakeCommands().Select(CommandText.Of), Is.EqualTo(["start Timeout 01:00:00", "execute A#1"]));
    }
}
