using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class ParallelTests
{
    [Test]
    public void WhenAll_completes_in_any_order()
    {
        using var run = CoreHarness.Start(async () => string.Join(",", await Task.WhenAll(Flow.Step("A"), Flow.Step("B"), Flow.Step("C"))));

        run.Gives("execute A#1", "execute B#1", "execute C#1");
        run.Complete("C#1", 3).Gives().Complete("A#1", 1).Gives();
        run.Complete("B#1", 2).Ends("completed \"1,2,3\"");
    }

    [Test]
    public void WhenAll_over_steps_and_sleeps_waits_for_both()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Step("A"), Flow.Sleep("S", 10)));

        run.Gives("execute A#1", "start S#1 00:00:10").StartTimer("S#1").Gives("await S#1 at 00:00:10");
        run.Complete("A#1").Gives();
        run.Advance(10).Fire("S#1").Ends("completed null");
    }

    [Test]
    public void WhenAll_with_failures_throws_the_first_in_call_order()
    {
        using var run = CoreHarness.Start(async () => await Task.WhenAll(Flow.Step("A"), Flow.Step("B")));

        run.Gives("execute A#1", "execute B#1").Fail("B#1", new TimeoutException("b")).Gives();
        run.Fail("A#1", new TimeoutException("a")).Ends("failed System.TimeoutException: a");
    }

    [Test]
    public void WhenAny_gives_the_first_recorded_and_the_loser_is_unused()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var first = await Task.WhenAny(Flow.Step("A"), Flow.Step("B"));
            return await first + await Flow.Step("C");
        });

        run.Gives("execute A#1", "execute B#1").Complete("B#1", 2).Gives("execute C#1");
        run.Complete("A#1", 1).Gives();
        run.Complete("C#1", 100).Ends("completed 102");
    }

    [Test]
    public void WhenAny_loser_that_fails_harms_nobody()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await Task.WhenAny(Flow.Step("A"), Flow.Sleep("Timeout", 30));
            return await Flow.Step("B");
        });

        run.Gives("execute A#1", "start Timeout#1 00:00:30").StartTimer("Timeout#1").Gives("await Timeout#1 at 00:00:30");
        run.Advance(30).Fire("Timeout#1").Gives("execute B#1");
        run.Fail("A#1", new IOException("late")).Gives();
        run.Complete("B#1", 2).Ends("completed 2");
    }

    [Test]
    public void WhenAny_loser_may_outlive_the_run()
    {
        using var run = CoreHarness.Start(async () => await await Task.WhenAny(Flow.Step("A"), Flow.Step("B")));

        run.Gives("execute A#1", "execute B#1").Complete("A#1", 1).Gives("completed 1");
        run.Complete("B#1", 2).Gives();
    }

    [Test]
    public void WhenEach_gives_the_order_of_the_log()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var order = new List<int>();
            await foreach (var task in Flow.WhenEach(Flow.Step("A"), Flow.Step("B"), Flow.Step("C")))
            {
                order.Add(await task);
                await Flow.Step("After", order.Count);
            }

            return string.Join(",", order);
        });

        run.Gives("execute A#1", "execute B#1", "execute C#1").Complete("C#1", 3).Gives("execute After#1");
        run.Complete("A#1", 1).Gives().Complete("B#1", 2).Gives();
        run.Complete("After#1").Gives("execute After#1[2]").Complete("After#1[2]").Gives("execute After#1[3]");
        run.Complete("After#1[3]").Ends("completed \"3,1,2\"");
    }

    [Test]
    public void WhenEach_gives_a_task_once_and_ended_ones_first()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var a = Flow.Step("A");
            var ended = Task.FromResult(5);
            var order = new List<int>();
            await foreach (var task in Flow.WhenEach(a, ended, a))
                order.Add(await task);
            return string.Join(",", order);
        });

        run.Gives("execute A#1").Complete("A#1", 1).Ends("completed \"5,1\"");
    }

    [Test]
    public void WhenEach_over_nothing_ends_at_once()
    {
        using var run = CoreHarness.Start(async () =>
        {
            await foreach (var _ in Flow.WhenEach(Array.Empty<Task>()))
                throw new InvalidOperationException("There is no task.");
        });

        run.Ends("completed null");
    }

    [Test]
    public void Branches_with_helpers_interleave_as_recorded()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var results = await Task.WhenAll(BranchAsync("L"), BranchAsync("R"));
            return results[0] * 100 + results[1];
        });

        run.Gives("execute L1#1", "execute R1#1");
        run.Complete("R1#1", 1).Gives("execute R2#1").Complete("R2#1", 2).Gives();
        run.Complete("L1#1", 3).Gives("execute L2#1");
        run.Complete("L2#1", 4).Ends("completed 703");

        static async Task<int> BranchAsync(string name) => await Flow.Step(name + "1") + await Flow.Step(name + "2");
    }
}
