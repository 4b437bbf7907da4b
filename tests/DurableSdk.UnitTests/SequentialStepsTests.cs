using System.Text;
using DurableSdk.Replay;
using DurableSdk.UnitTests.Harness;

namespace DurableSdk.UnitTests;

public sealed class SequentialStepsTests
{
    [Test]
    public void Steps_one_after_the_other_run_in_order()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A") + await Flow.Step("B") + await Flow.Step("C"));

        run.Gives("execute A#1").Complete("A#1", 1);
        run.Gives("execute B#1").Complete("B#1", 20);
        run.Gives("execute C#1").Complete("C#1", 300);
        run.Ends("completed 321");
    }

    [Test]
    public void Run_without_an_await_ends_at_once()
    {
        using var run = CoreHarness.Start(() => Task.FromResult("done"));

        run.Ends("completed \"done\"");
    }

    [Test]
    public void Run_without_a_result_records_null()
    {
        using var run = CoreHarness.Start(async () => { await Flow.Step("A"); });

        run.Gives("execute A#1").Complete("A#1").Ends("completed null");
    }

    [Test]
    public void Run_with_a_value_task_ends_alike()
    {
        using var run = CoreHarness.Start(TestWorkflow.OfValueTask(async () => await Flow.Step("A")));

        run.Gives("execute A#1").Complete("A#1", 4).Ends("completed 4");
    }

    [Test]
    public void Run_with_a_finished_value_task_ends_at_once()
    {
        using var run = CoreHarness.Start(TestWorkflow.OfValueTask(() => new ValueTask<int>(4)));

        run.Ends("completed 4");
    }

    [Test]
    public void Run_argument_comes_from_the_log()
    {
        var options = new CoreOptions { Arguments = "[\"o-1\"]"u8.ToArray() };
        using var run = CoreHarness.Start(TestWorkflow.WithArgument(async (string order) => order + await Flow.Step("A")), options);

        run.Gives("execute A#1").Complete("A#1", 5).Ends("completed \"o-15\"");
    }

    [Test]
    public void Method_that_is_not_async_and_throws_fails_the_run()
    {
        using var run = CoreHarness.Start(Task<int> () => throw new InvalidOperationException("no order"));

        run.Ends("failed System.InvalidOperationException: no order");
    }

    [Test]
    public void Method_that_is_not_async_and_gives_no_task_fails_the_run()
    {
        using var run = CoreHarness.Start(Task<int> () => null!);

        Assert.That(run.TakeAll().Single(), Does.StartWith("failed System."));
    }

    [Test]
    public void Step_result_is_the_decoded_copy()
    {
        var sent = new List<int> { 1, 2 };
        using var run = CoreHarness.Start(async () =>
        {
            var received = await Flow.Step<int, List<int>>("A", 0);
            received.Add(3);
            return ReferenceEquals(received, sent);
        });

        run.Gives("execute A#1").Complete("A#1", sent).Ends("completed false");
        Assert.That(sent, Has.Count.EqualTo(2));
    }

    [Test]
    public void Step_call_carries_arguments_and_source()
    {
        using var core = CoreHarness.Start(async () => await Flow.Step("A", 17, "Order.cs:21"), new CoreOptions { IsEvictedToo = false });

        var call = core.Gives("execute A#1").CallOf("A#1");

        Assert.That(Encoding.UTF8.GetString(call.Arguments.Span), Is.EqualTo("[17]"));
        Assert.That(call.Source, Is.EqualTo("Order.cs:21"));
        Assert.That(call.TargetType, Is.Null);
    }

    [Test]
    public void Step_that_still_runs_is_recorded_and_asked_for_once()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));

        run.Gives("execute A#1").Started("A#1").Gives();
        run.Complete("A#1", 9).Ends("completed 9");
    }

    [Test]
    public void Step_that_nobody_awaits_ends_with_the_run()
    {
        using var run = CoreHarness.Start(() =>
        {
            _ = Flow.Step("A");
            return Task.FromResult(1);
        });

        run.Ends("completed 1");
    }

    [Test]
    public void Log_of_a_blocked_and_resumed_run_goes_on()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));
        run.Gives("execute A#1");

        run.Apply(new Events.Blocked("DS1001", "report", "build 1")).Gives();
        run.Apply(new Events.Resumed()).Gives();
        run.Complete("A#1", 3).Ends("completed 3");
    }

    [Test]
    public void Core_without_events_wants_nothing()
    {
        using var run = CoreHarness.Start(async () => await Flow.Step("A"));
        run.Gives("execute A#1");

        using ReplayCore fresh = run.BuildEmpty();

        Assert.That(fresh.TakeCommands(), Is.Empty);
    }
}
