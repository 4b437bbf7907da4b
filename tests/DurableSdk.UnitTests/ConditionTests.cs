using DurableSdk.CompilerServices;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

/// <summary>Waits for the code's own state: looked at when called and after every event, and only looked at.</summary>
public sealed class ConditionTests
{
    [Test]
    public void Condition_that_holds_already_asks_for_nothing()
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("U", () => true, 30));

        run.Ends("completed true");
    }

    [Test]
    public void Condition_is_looked_at_after_every_event_once_its_work_is_done()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var done = 0;
            var branches = Task.WhenAll(BranchAsync("A"), BranchAsync("B"));
            await Flow.Until("U", () => done == 2);
            return await Flow.Step("C") + (await branches)[0];

            async Task<int> BranchAsync(string name)
            {
                var result = await Flow.Step(name);
                await Task.Yield();
                done++;
                return result;
            }
        });

        run.Gives("execute A#1", "execute B#1");
        run.Complete("B#1", 1).Gives();
        run.Complete("A#1", 2).Gives("execute C#1");
        run.Complete("C#1", 3).Ends("completed 5");
    }

    [Test]
    public void Conditions_see_what_the_one_before_them_has_caused()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var state = 0;
            var second = Flow.Until("Second", () => state == 2);
            var first = FirstAsync();
            await Flow.Step("A");
            state = 1;
            await first;
            return await second;

            async Task FirstAsync()
            {
                await Flow.Until("First", () => state == 1);
                state = 2;
            }
        });

        run.Gives("execute A#1").Complete("A#1").Ends("completed true");
    }

    [Test]
    public void Time_limit_gives_false()
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("U", () => false, 30));
        run.Gives("start U#1 00:00:30").StartTimer("U#1").Gives("await U#1 at 00:00:30");

        run.Advance(30).Fire("U#1").Ends("completed false");
    }

    [Test]
    public void Condition_that_holds_in_time_gives_the_limit_up()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var open = true;
            var step = CloseAsync();
            return await Flow.Until("U", () => !open, 30) && await step == await Flow.Step("B");

            async Task<int> CloseAsync()
            {
                var result = await Flow.Step("A");
                open = false;
                return result;
            }
        });
        run.Gives("execute A#1", "start U#1 00:00:30").StartTimer("U#1").Gives("await U#1 at 00:00:30");

        run.Complete("A#1", 1).Gives("cancel timer U#1", "execute B#1");
        run.CancelTimer("U#1").Gives();
        run.Complete("B#1", 1).Ends("completed true");
    }

    [Test]
    public void Cancelling_ends_the_wait()
    {
        using var run = CoreHarness.Start(TestWorkflow.WithToken(async _ => await Flow.Until("U", () => false)));

        run.Gives().Cancel("enough").Ends("canceled enough");
    }

    [Test]
    public void Condition_that_nothing_can_change_blocks()
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("U", () => false));

        run.Gives("block DS1014");
    }

    [Test]
    public void Condition_waits_for_a_method_that_handles_a_signal()
    {
        var definition = new WorkflowDefinition<ValueTuple, int>("Test", 1, "Test.RunAsync", null, false, ArgumentCodec.None, static (_, _, _) => new ValueTask<int>(RunAsync()))
        {
            Signals = [new SignalDefinition<ValueTuple<int>>("set", ArgumentCodec.Of<int>("value"), static (_, _) => Task.CompletedTask)],
        };
        using var run = CoreHarness.Start(definition);

        run.Gives().Signal("set", 1).Gives();

        static async Task<int> RunAsync() => await Flow.Until("U", () => false) ? 1 : 0;
    }

    [TestCase("step")]
    [TestCase("id")]
    [TestCase("random")]
    [TestCase("patch")]
    [TestCase("until")]
    public void Condition_that_does_more_than_look_blocks(string what)
    {
        using var run = CoreHarness.Start(async () => await Flow.Until("U", () => what switch
        {
            "step" => Flow.Step("A").IsCompleted,
            "id" => Durable.NewGuid() == Guid.Empty,
            "random" => Durable.Random.Next() < 0,
            "patch" => Durable.Patched("P"),
            _ => Flow.Until("V", () => true).IsCompleted,
        }));

        run.Gives("block DS1015");
    }

    [Test]
    public void What_a_condition_throws_comes_out_of_the_wait()
    {
        using var run = CoreHarness.Start(async () =>
        {
            var looks = 0;
            var step = Flow.Step("A");
            try
            {
                await Flow.Until("U", () => looks++ > 1 ? throw new FormatException("odd") : false);
            }
            catch (FormatException e)
            {
                return e.Message;
            }

            return $"{await step}";
        });

        run.Gives("execute A#1").Complete("A#1").Ends("completed \"odd\"");
    }
}
