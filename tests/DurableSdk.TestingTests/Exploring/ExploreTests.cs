using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Exploring;

public sealed class ExploreTests
{
    [Test]
    public async Task Race_that_the_usual_order_hides_is_found_and_its_seed_shows_it_again()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((RaceWorkflow w) => w.LetterAsync(default!)).Returns(call => call.Argument<string>(0));
        Assert.That(await (await host.Client.StartRaceWorkflowAsync()).ResultAsync(), Is.EqualTo("ab"), "the usual order");
        var first = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ExploreAsync(1, 100, InOrderAsync));
        Assert.That(first.Code, Is.EqualTo("DS5010"));
        Assert.That(first.Message, Does.Contain("LetterAsync#1").And.Contain("WorkflowCompleted").And.Contain("not in order"));
        var seed = ulong.Parse(first.Message.Split("Seed ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var again = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ExploreAsync(seed, 1, InOrderAsync));
        Assert.That(again.Message, Is.EqualTo(first.Message));
    }

    [Test]
    public async Task Steps_that_nobody_replaced_overtake_each_other()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        Assert.That(await (await host.Client.StartOvertakingWorkflowAsync()).ResultAsync(), Is.EqualTo("tortoise, hare"), "the usual order");
        var first = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ExploreAsync(1, 50, TortoiseFirstAsync));
        Assert.That(first.Message, Does.Contain("hare, tortoise").And.Contain("TortoiseAsync#1"));
        var seed = ulong.Parse(first.Message.Split("Seed ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        var again = Assert.ThrowsAsync<WorkflowTestException>(async () => await host.ExploreAsync(seed, 1, TortoiseFirstAsync));
        Assert.That(again.Message, Is.EqualTo(first.Message));
    }

    [Test]
    public async Task Scenario_that_holds_in_any_order_is_run_as_often_as_asked()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((RaceWorkflow w) => w.LetterAsync(default!)).Returns(call => call.Argument<string>(0));
        var seen = new Dictionary<string, int>();
        await host.ExploreAsync(1, 50, async test =>
        {
            var text = await (await test.Client.StartRaceWorkflowAsync()).ResultAsync();
            seen[text] = seen.GetValueOrDefault(text) + 1;
        });
        Assert.That(seen.Keys, Is.EquivalentTo(["ab", "ba"]));
        Assert.That(seen.Values.Sum(), Is.EqualTo(50));
    }

    [Test]
    public async Task Signals_and_cancellations_come_at_any_moment()
    {
        await using var host = await WorkflowTestHost.StartAsync(o => o.Patience = TimeSpan.Zero);
        var outcomes = new HashSet<string>();
        await host.ExploreAsync(1, 60, async test =>
        {
            var run = await test.Client.StartMixedWorkflowAsync(0);
            test.Sometime(TimeSpan.FromMinutes(10), _ => Quietly(run.SignalAsync("say", "hello")));
            test.Sometime(TimeSpan.FromMinutes(10), _ => Quietly(run.CancelAsync()));
            outcomes.Add(await OutcomeAsync(run));
        });
        Assert.That(outcomes, Is.EquivalentTo(["hello", "nothing", "cancelled"]));
    }

    private static async Task InOrderAsync(WorkflowTestHost test)
    {
        if (await (await test.Client.StartRaceWorkflowAsync()).ResultAsync() != "ab")
            throw new InvalidOperationException("not in order");
    }

    private static async Task TortoiseFirstAsync(WorkflowTestHost test)
    {
        var order = await (await test.Client.StartOvertakingWorkflowAsync()).ResultAsync();
        if (order != "tortoise, hare")
            throw new InvalidOperationException(order);
    }

    private static async Task<string> OutcomeAsync(WorkflowHandle<string> run)
    {
        try
        {
            return (await run.ResultAsync()).Split(' ')[2];
        }
        catch (WorkflowCanceledException)
        {
            return "cancelled";
        }
    }

    /// <summary>The run may have ended before.</summary>
    private static async Task Quietly(Task send)
    {
        try
        {
            await send;
        }
        catch (DurableException e) when (e.Code == "DS4003")
        {
        }
    }
}
