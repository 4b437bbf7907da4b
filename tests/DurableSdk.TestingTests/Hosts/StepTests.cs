using DurableSdk.Testing.Machines;
using DurableSdk.TestingTests.Workflows;

namespace DurableSdk.TestingTests.Hosts;

/// <summary>Steps replaced by method, and their calls.</summary>
public sealed class StepTests
{
    [Test]
    public async Task Replaced_steps_give_what_the_test_says_and_thirty_days_take_no_time()
    {
        await using var host = await OrderHost.StartAsync();
        var charge = host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Returns(new Payment("p1", 5));
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        Assert.That(await run.ResultAsync(), Is.EqualTo("p1"));
        Assert.That(host.UtcNow, Is.EqualTo(new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(charge.Count, Is.EqualTo(1));
        Assert.That(charge.Calls[0].Arguments, Is.EqualTo(new object[] { "o1", 5m }));
        Assert.That(host.Calls.Select(call => call.StepId), Is.EqualTo(["ReserveAsync#1", "ChargeAsync#1", "SendAsync#1"]));
    }

    [Test]
    public async Task Step_that_fails_times_is_tried_again_and_then_gives_its_result()
    {
        await using var host = await OrderHost.StartAsync();
        var charge = host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).FailsTimes(2).Returns(new Payment("p1", 5));
        Assert.That(await (await host.Client.StartOrderWorkflowAsync("o1", 5)).ResultAsync(), Is.EqualTo("p1"));
        Assert.That(charge.Calls.Select(call => call.Attempt), Is.EqualTo([1, 2, 3]));
        Assert.That(charge.Calls[2].At - charge.Calls[0].At, Is.GreaterThan(TimeSpan.FromMinutes(2)));
    }

    [Test]
    public async Task Step_that_throws_reaches_the_catch_of_the_workflow()
    {
        await using var host = await OrderHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Throws(new CardDeclinedException("no"));
        var release = host.Step<OrderWorkflow>("ReleaseAsync").Completes();
        Assert.That(await (await host.Client.StartOrderWorkflowAsync("o1", 5)).ResultAsync(), Is.EqualTo("declined"));
        Assert.That(release.Calls.Single().Argument<string>(0), Is.EqualTo("r1"));
    }

    [Test]
    public async Task Step_that_takes_time_takes_it_by_the_clock_of_the_test()
    {
        await using var host = await OrderHost.StartAsync();
        host.Step((OrderWorkflow w) => w.ChargeAsync(default!, default, default)).Takes(TimeSpan.FromHours(3)).Returns(new Payment("p1", 5));
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        await host.AdvanceAsync(TimeSpan.FromHours(4));
        var events = await EventsAsync(host, run.RunId);
        Assert.That(events[^2].Event, Is.InstanceOf<StepCompleted>());
        Assert.That(events[^2].At, Is.EqualTo(new DateTimeOffset(2026, 1, 1, 3, 0, 0, TimeSpan.Zero)));
    }

    [Test]
    public async Task Own_method_of_a_step_takes_the_time_of_the_test_too()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var letter = host.Step((RaceWorkflow w) => w.LetterAsync(default!)).FailsTimes(1).Takes(TimeSpan.FromMinutes(5));
        Assert.That(await (await host.Client.StartRaceWorkflowAsync()).ResultAsync(), Is.EqualTo("ab").Or.EqualTo("ba"));
        Assert.That(host.UtcNow - letter.Calls[^1].At, Is.EqualTo(TimeSpan.FromMinutes(5)), "the attempt that runs the method itself");
        await host.ExploreAsync(1, 3, async test =>
        {
            await (await test.Client.StartRaceWorkflowAsync()).ResultAsync();
            Assert.That(test.UtcNow - Machine.Beginning, Is.GreaterThan(TimeSpan.FromMinutes(10)));
        });
    }

    [TestCase("text")]
    [TestCase(null)]
    public async Task Value_of_another_type_than_the_overload_that_is_called_fails(string? value)
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step<NamedWorkflow>("EchoAsync").Returns(value);
        var run = await host.Client.StartNamedWorkflowAsync("generic");
        var error = Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync());
        Assert.That(error.Message, Does.Contain($"DS5004: Step EchoAsync#1 gives Int32, and the test wants it to give {(value is null ? "null" : "String")}."));
    }

    [Test]
    public async Task Step_without_a_word_runs_its_own_method_and_an_unregistered_service_says_so()
    {
        await using var host = await OrderHost.StartAsync();
        var run = await host.Client.StartOrderWorkflowAsync("o1", 5);
        var error = Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync());
        Assert.That(error.Message, Does.Contain("DS5005").And.Contain("IPayments.ChargeAsync"));
    }

    [Test]
    public async Task Step_of_the_test_must_be_one_and_give_what_it_gives()
    {
        await using var host = await OrderHost.StartAsync();
        Assert.That(Assert.Throws<WorkflowTestException>(() => host.Step<OrderWorkflow>("Nowhere")).Code, Is.EqualTo("DS5003"));
        Assert.That(Assert.Throws<WorkflowTestException>(() => host.Step<OrderWorkflow>("ChargeAsync").Returns(3)).Code, Is.EqualTo("DS5004"));
        Assert.That(Assert.Throws<WorkflowTestException>(() => host.Step<OrderWorkflow>("ChargeAsync").Completes()).Code, Is.EqualTo("DS5004"));
        Assert.That(Assert.Throws<WorkflowTestException>(() => host.Step<OrderWorkflow, string>("ChargeAsync")).Code, Is.EqualTo("DS5004"));
        Assert.That(() => host.Step<OrderWorkflow>("ReleaseAsync").Completes().Takes(TimeSpan.FromSeconds(1)), Throws.Nothing);
    }

    private static async Task<List<LogEntry>> EventsAsync(WorkflowTestHost host, string runId)
    {
        var events = new List<LogEntry>();
        await foreach (var entry in host.Client.GetEventsAsync(runId))
            events.Add(entry);
        return events;
    }
}
