using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ClockTests
{
    [Test]
    public void UtcNow_stands_still_between_awaits_and_follows_the_events()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = Durable.UtcNow;
            var same = Durable.UtcNow == first;
            await Flow.Step("A");
            return $"{same} {Durable.UtcNow - first}";
        });

        run.Gives("execute A#1").Advance(7).Complete("A#1").Ends("completed \"True 00:00:07\"");
    }

    [Test]
    public void UtcNow_never_goes_back_when_the_hosts_clock_does()
    {
        var seen = new List<DateTimeOffset>();
        using var run = CoreHarness.Start(
            async () =>
            {
                for (var i = 0; i < 4; i++)
                {
                    seen.Add(Durable.UtcNow);
                    await Flow.Step("A");
                }
            },
            new CoreOptions { IsEvictedToo = false });

        run.Gives("execute A#1").Advance(100).Complete("A#1").Gives("execute A#1[2]");
        run.Advance(-3600).Complete("A#1[2]").Gives("execute A#1[3]");
        run.Advance(3601).Complete("A#1[3]").Gives("execute A#1[4]");

        Assert.That(seen.Select(at => (at - CoreHarness.Epoch).TotalSeconds), Is.EqualTo([0, 100, 100, 101]));
    }

    [Test]
    public void UtcNow_set_by_a_timer_stays_ahead_of_slower_clocks()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Sleep("S", 60);
            await Flow.Step("A");
            return Durable.UtcNow - CoreHarness.Epoch;
        });

        run.Gives("start S#1 00:01:00").StartTimer("S#1").Gives("await S#1 at 00:01:00");
        run.Advance(-500).Fire("S#1").Gives("execute A#1");
        run.Advance(1).Complete("A#1").Ends("completed \"00:01:00\"");
    }

    [Test]
    public void Durable_members_outside_a_workflow_say_so() => Assert.Multiple(() =>
    {
        Assert.That(() => Durable.UtcNow, Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1007"));
        Assert.That(() => Durable.NewGuid(), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1007"));
        Assert.That(() => Durable.Sleep(TimeSpan.Zero), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1007"));
        Assert.That(() => StepContext.Current, Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS1009"));
        Assert.That(CompilerServices.WorkflowScope.Current, Is.Null);
    });

    [Test]
    public void Durable_sleep_that_was_not_intercepted_fails_the_run_with_the_reason()
    {
        using var run = CoreHarness.Start(async () => await Durable.Sleep(TimeSpan.FromSeconds(1)));

        Assert.That(run.TakeAll().Single(), Does.StartWith("failed DurableSdk.DurableException: DS1008: Durable.Sleep was called in a way"));
    }

    [Test]
    public void Durable_run_says_who_it_is()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Flow.Step("A");
            return $"{Durable.Run.RunId} {Durable.Run.WorkflowName} {Durable.Run.Version}";
        });

        run.Gives("execute A#1").Complete("A#1").Ends("completed \"run-1 Test 1\"");
    }
}
