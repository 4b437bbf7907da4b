using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class LoopTests
{
    [Test]
    public void Loop_later_passes_have_a_number()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var sum = 0;
            for (var i = 0; i < 3; i++)
                sum += await Flow.Step("A", i);
            return sum;
        });

        run.Gives("execute A#1").Complete("A#1", 1);
        run.Gives("execute A#1[2]").Complete("A#1[2]", 2);
        run.Gives("execute A#1[3]").Complete("A#1[3]", 3);
        run.Ends("completed 6");
    }

    [Test]
    public void Loop_of_parallel_calls_draws_ids_when_it_calls()
    {
        using var run = CoreHarness.Start(async () =>
            string.Join(",", await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => await Flow.Step("A", i) * await Flow.Step("B", i)))));

        run.Gives("execute A#1", "execute A#1[2]", "execute A#1[3]");
        run.Complete("A#1[3]", 3).Gives("execute B#1");
        run.Complete("A#1", 1).Gives("execute B#1[2]");
        run.Complete("B#1[2]", 10).Gives();
        run.Complete("A#1[2]", 2).Gives("execute B#1[3]");
        run.Complete("B#1[3]", 10).Gives();
        run.Complete("B#1", 10).Ends("completed \"10,20,30\"");
    }

    [Test]
    public void Loop_with_a_sleep_numbers_the_timers()
    {
        using var run = CoreHarness.Start(async () =>
        {
            while (await Flow.Step("Poll") == 0)
                await Flow.Sleep("Wait", 60);
        });

        run.Gives("execute Poll#1").Complete("Poll#1", 0).Gives("start Wait#1 00:01:00");
        run.StartTimer("Wait#1").Gives("await Wait#1 at 00:01:00").Advance(60).Fire("Wait#1").Gives("execute Poll#1[2]");
        run.Complete("Poll#1[2]", 0).Gives("start Wait#1[2] 00:01:00");
        run.StartTimer("Wait#1[2]").Gives("await Wait#1[2] at 00:02:00").Advance(60).Fire("Wait#1[2]").Gives("execute Poll#1[3]");
        run.Complete("Poll#1[3]", 1).Ends("completed null");
    }

    [Test]
    public void Parallel_steps_ten_thousand_of_them_go_on_once_each()
    {
        const int Count = 10_000;
        var continued = 0;
        using var run = CoreHarness.Start(
            async () =>
            {
                await Task.WhenAll(Enumerable.Range(0, Count).Select(CallAsync));
                return continued;
            },
            new CoreOptions { IsEvictedToo = false });
        Assert.That(run.TakeAll(), Has.Length.EqualTo(Count));

        for (var i = 1; i < Count; i++)
            run.Complete(i == 1 ? "A#1" : $"A#1[{i}]").Gives();

        run.Complete($"A#1[{Count}]").Ends($"completed {Count}");

        async Task CallAsync(int i)
        {
            await Flow.Step("A", i);
            continued++;
        }
    }
}
