using DurableSdk.Events;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class TimerTests
{
    [Test]
    public void Sleep_is_recorded_awaited_and_fired()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Sleep("S", 3600);
            return Durable.UtcNow - CoreHarness.Epoch;
        });

        run.Gives("start S#1 01:00:00").Advance(1).StartTimer("S#1").Gives("await S#1 at 01:00:01");
        run.Advance(3700).Fire("S#1").Ends("completed \"01:01:41\"");
    }

    [Test]
    public void Sleep_that_fires_before_its_time_still_moves_the_clock_to_it()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Sleep("S", 60);
            return Durable.UtcNow >= CoreHarness.Epoch.AddSeconds(60);
        });

        run.Gives("start S#1 00:01:00").StartTimer("S#1").Gives("await S#1 at 00:01:00");
        run.Advance(10).Fire("S#1").Ends("completed true");
    }

    [TestCase(0)]
    [TestCase(-5)]
    public void Sleep_of_nothing_is_due_at_once(double seconds)
    {
        using var run = CoreHarness.Start(async () => await Flow.Sleep("S", seconds));

        run.TakeAll();
        run.Advance(3);
        run.StartTimer("S#1").Gives("await S#1 at 00:00:03").Fire("S#1").Ends("completed null");
    }

    [Test]
    public void Sleep_for_ever_is_due_at_the_end_of_time()
    {
        using var run = CoreHarness.Start(async () => await Flow.Sleep("S", TimeSpan.MaxValue));

        run.TakeAll();
        run.StartTimer("S#1").Gives("await S#1 at the end of time");
    }

    [Test]
    public void SleepUntil_is_due_then()
    {
        using var run = CoreHarness.Start(async () => await Flow.SleepUntil("S", CoreHarness.Epoch.AddHours(2)));

        run.Gives("start S#1 until 02:00:00").Advance(5).StartTimer("S#1").Gives("await S#1 at 02:00:00");
        run.Advance(7195).Fire("S#1").Ends("completed null");
    }

    [Test]
    public void SleepUntil_the_past_is_due_and_moves_no_clock_back()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.SleepUntil("S", CoreHarness.Epoch.AddDays(-1));
            return Durable.UtcNow - CoreHarness.Epoch;
        });

        run.Gives("start S#1 until -1.00:00:00").Advance(4).StartTimer("S#1").Gives("await S#1 at -1.00:00:00");
        run.Fire("S#1").Ends("completed \"00:00:04\"");
    }

    [Test]
    public void SleepUntil_with_an_offset_is_recorded_in_utc()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.SleepUntil("S", new DateTimeOffset(2030, 1, 1, 3, 0, 0, TimeSpan.FromHours(2)));
            return Durable.UtcNow.ToString("O");
        });

        run.Gives("start S#1 until 01:00:00").StartTimer("S#1").Gives("await S#1 at 01:00:00");
        Assert.That(((TimerStarted)run.Log[^1].Event).DueAt.Offset, Is.EqualTo(TimeSpan.Zero));
        run.Fire("S#1");
        Assert.That(run.Core.UtcNow.Offset, Is.EqualTo(TimeSpan.Zero));
        run.Ends("completed \"2030-01-01T01:00:00.0000000\\u002B00:00\"");
    }

    [Test]
    public void Timers_of_branches_fire_each_on_its_own()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Sleep("S", 10), Flow.Sleep("S", 20)));

        run.Gives("start S#1 00:00:10", "start S#1[2] 00:00:20");
        run.StartTimer("S#1[2]").Gives("await S#1[2] at 00:00:20").StartTimer("S#1").Gives("await S#1 at 00:00:10");
        run.Advance(20).Fire("S#1").Gives().Fire("S#1[2]").Ends("completed null");
    }

    [Test]
    public void Timer_that_lost_a_race_fires_unused()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Task.WhenAny(Flow.Step("A"), Flow.Sleep("Timeout", 30));
            return await Flow.Step("B");
        });
        run.Gives("execute A#1", "start Timeout#1 00:00:30").Complete("A#1").Gives("execute B#1");

        run.StartTimer("Timeout#1").Gives("await Timeout#1 at 00:00:30");
        run.Advance(30).Fire("Timeout#1").Gives();
        run.Complete("B#1", 2).Ends("completed 2");
    }
}
