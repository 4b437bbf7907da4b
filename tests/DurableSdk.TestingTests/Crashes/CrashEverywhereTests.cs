using DurableSdk.TestingTests.Workflows;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.TestingTests.Crashes;

public sealed class CrashEverywhereTests
{
    [Test]
    public async Task Crash_at_any_moment_leaves_the_outcome_as_it_is()
    {
        await using var host = await OrderHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).FailsTimes(1).Takes(TimeSpan.FromSeconds(2)).Returns(new Payment("p1", 5));
        var moments = await host.CrashEverywhereAsync(async test => await (await test.Client.StartOrderWorkflowAsync("o1", 5)).ResultAsync());
        Assert.That(moments, Is.GreaterThan(15));
    }

    [Test]
    public async Task Crash_of_everything_at_once_leaves_the_outcome_as_it_is()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Patience = TimeSpan.Zero);
        var moments = await host.CrashEverywhereAsync(async test =>
        {
            var run = await test.Client.StartMixedWorkflowAsync(1);
            test.At(TimeSpan.FromSeconds(3), _ => run.SignalAsync("say", "hello"));
            return (await run.ResultAsync()).Split(' ')[1..3];
        });
        Assert.That(moments, Is.GreaterThan(50));
    }

    [Test]
    public async Task Step_that_can_not_run_twice_is_found_and_the_moment_is_named()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Services.AddSingleton<Counter>());
        var shared = new Counter();
        host.Step<CountingWorkflow, int>("CountAsync").Returns(_ => ++shared.Value);
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(async test =>
        {
            shared.Value = 0;
            return await (await test.Client.StartCountingWorkflowAsync()).ResultAsync();
        }));
        Assert.That(error.Code, Is.EqualTo("DS5007"));
        Assert.That(error.Message, Does.Contain("before the commit of 2 StepCompleted").And.Contain("Without one: 2;").And.Contain(": 3;"));
    }

    [Test]
    public async Task Outcome_that_differs_in_a_tuple_is_found()
    {
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await CountTwiceAsync(static count => (Result: count, 1)));
        Assert.That(error.Message, Does.StartWith("DS5007").And.Contain("{\"Item1\":3,"));
    }

    [Test]
    public async Task Outcome_that_differs_in_a_field_is_found()
    {
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await CountTwiceAsync(static count => new Noted { Count = count }));
        Assert.That(error.Message, Does.StartWith("DS5007").And.Contain("{\"Count\":3}"));
    }

    [Test]
    public async Task Run_that_a_crash_blocks_is_found_although_nobody_waits_for_it()
    {
        var begun = new Counter();
        await using var host = await WorkflowTestHost.StartAsync(o => o.Services.AddSingleton(begun));
        var error = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.CrashEverywhereAsync(async test =>
        {
            begun.Value = 0;
            await test.Client.StartUnsteadyWorkflowAsync();
            await test.SettleAsync();
        }));
        Assert.That(error.Message, Does.StartWith("DS5007").And.Contain("1 of UnsteadyWorkflow unfinished").And.Contain("1 of UnsteadyWorkflow Blocked").And.Contain("DS1001: "));
    }

    [Test]
    public async Task Only_one_moment_is_tried_where_the_test_wants_it()
    {
        await using var host = await OrderHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Returns(new Payment("p1", 5));
        var moments = await host.CrashEverywhereAsync(async test => await (await test.Client.StartOrderWorkflowAsync("o1", 5)).ResultAsync(), new() { Only = 3 });
        Assert.That(moments, Is.EqualTo(1));
    }

    [TestCase(4, "CrashEverywhereAsync tried 4 of 15 moments, taken evenly. To try each: new CrashOptions { MomentsMax = 15 }.\n")]
    [TestCase(15, "")]
    [TestCase(1_000, "")]
    public async Task Scenario_of_more_moments_than_are_tried_says_so(int momentsMax, string expected)
    {
        await using var host = await OrderHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Returns(new Payment("p1", 5));
        await using var output = new StringWriter { NewLine = "\n" };
        var moments = await host.CrashEverywhereAsync(
            async test => await (await test.Client.StartOrderWorkflowAsync("o1", 5)).ResultAsync(), new() { MomentsMax = momentsMax, Output = output });
        Assert.That((moments, output.ToString()), Is.EqualTo((Math.Min(momentsMax, 15), expected)));
    }

    [Test]
    public async Task Failure_of_the_scenario_itself_is_told_as_it_is()
    {
        await using var host = await OrderHost.StartAsync();
        var error = Assert.ThrowsAsync<DurableException>(async () => await host.CrashEverywhereAsync(test => test.Client.CancelAsync("nobody")));
        Assert.That(error.Code, Is.EqualTo("DS4001"));
    }

    private static async Task CountTwiceAsync<TResult>(Func<int, TResult> outcome)
    {
        var shared = new Counter();
        await using var host = await WorkflowTestHost.StartAsync(o => o.Services.AddSingleton(shared));
        await host.CrashEverywhereAsync(async test =>
        {
            shared.Value = 0;
            return outcome(await (await test.Client.StartCountingWorkflowAsync()).ResultAsync());
        });
    }

    private sealed class Noted
    {
        public int Count;
    }
}
