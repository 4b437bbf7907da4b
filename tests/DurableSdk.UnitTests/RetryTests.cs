using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>The harness rebuilds the run after each failed attempt too: the wait and the count survive.</summary>
public sealed class RetryTests
{
    [Test]
    public void Failed_attempt_asks_for_the_next_when_it_is_due()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        run.Gives("execute A#1").FailAttempt("A#1", 1).Gives("execute A#1 attempt 2 at 00:00:01");
        run.Advance(1).FailAttempt("A#1", 2).Gives("execute A#1 attempt 3 at 00:00:03");
        run.Advance(2).Complete("A#1", 5).Ends("completed 5");
    }

    [Test]
    public void Failed_attempts_then_failure_for_good_reach_the_code_once()
    {
        var seen = 0;
        using var run = CoreHarness.Start(
            async () =>
            {
                try
                {
                    await Flow.Step("A");
                }
                catch (StepFailedException)
                {
                    seen++;
                }
            },
            new CoreOptions { IsEvictedToo = false });

        run.Gives("execute A#1").FailAttempt("A#1", 1).Gives("execute A#1 attempt 2 at 00:00:01");
        run.Fail("A#1", new IOException("gone")).Ends("completed null");
        Assert.That(seen, Is.EqualTo(1));
    }

    [Test]
    public void Failed_attempt_does_not_delay_another_branch()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Step("A"), Flow.Step("B")));

        run.Gives("execute A#1", "execute B#1").FailAttempt("A#1", 60).Gives("execute A#1 attempt 2 at 00:01:00");
        run.Complete("B#1", 2).Gives();
        run.Advance(60).Started("A#1").Gives();
        run.Complete("A#1", 1).Ends("completed [1,2]");
    }

    [Test]
    public void Started_attempt_that_is_lost_runs_under_the_same_number()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));
        run.Gives("execute A#1").FailAttempt("A#1", 1).Gives("execute A#1 attempt 2 at 00:00:01").Advance(1).Started("A#1").Gives();

        using var rebuilt = run.Replay(TestWorkflow.Of(async () => await Flow.Step("A")));

        Assert.That(rebuilt.TakeCommands().Select(CommandText.Of), Is.EqualTo(["execute A#1 attempt 2 at 00:00:01"]));
    }
}
