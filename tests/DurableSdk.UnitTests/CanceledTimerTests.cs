using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class CanceledTimerTests
{
    [Test]
    public void Cancel_recorded_timer_is_given_up_once()
    {
        using var run = CoreHarness.Start(async () =>
        {
            try
            {
                await Flow.Sleep("Long", 600);
            }
            finally
            {
                await Flow.Step("CleanUp");
            }
        });
        run.Gives("start Long#1 00:10:00").StartTimer("Long#1").Gives("await Long#1 at 00:10:00");

        run.Cancel().Gives("cancel timer Long#1", "execute CleanUp#1");
        run.CancelTimer("Long#1").Gives();
        run.Complete("CleanUp#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_timer_that_is_not_recorded_needs_no_entry()
    {
        using var run = CoreHarness.Start(CleanUpTimerAsync);
        run.Gives("start Long#1 00:10:00");

        run.Cancel().Gives("execute CleanUp#1");
        run.Complete("CleanUp#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_timer_recorded_after_it_is_given_up()
    {
        using var run = CoreHarness.Start(CleanUpTimerAsync);
        run.Gives("start Long#1 00:10:00").Cancel().Gives("execute CleanUp#1");

        run.StartTimer("Long#1").Gives("cancel timer Long#1");
        run.CancelTimer("Long#1").Gives();
        run.Complete("CleanUp#1").Ends("canceled ");
    }

    [Test]
    public void Cancel_timer_that_fired_all_the_same_is_closed()
    {
        using var run = CoreHarness.Start(CleanUpTimerAsync);
        run.Gives("start Long#1 00:10:00").StartTimer("Long#1").Gives("await Long#1 at 00:10:00");
        run.Cancel().Gives("cancel timer Long#1", "execute CleanUp#1");

        run.Fire("Long#1").Gives();
        Assert.That(run.Core.UtcNow, Is.EqualTo(CoreHarness.Epoch), "A timer that wasn't delivered moves no clock.");
        run.Complete("CleanUp#1").Ends("canceled ");
    }

    private static async Task CleanUpTimerAsync()
    {
        try
        {
            await Flow.Sleep("Long", 600);
        }
        finally
        {
            await Flow.Step("CleanUp");
        }
    }
}
