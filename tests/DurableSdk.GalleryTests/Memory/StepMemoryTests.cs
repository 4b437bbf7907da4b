namespace DurableSdk.GalleryTests.Memory;

/// <summary>What every engine that remembers steps is asked for, in this one's words.</summary>
public sealed class StepMemoryTests
{
    private const string FirstDay = "id of Ada: laptop, access, safety, tools, people";

    [Test]
    public async Task Step_runs_once_and_gives_its_result()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartOfficeWorkflowAsync("Ada");

        Assert.That(await run.ResultAsync(), Is.EqualTo(FirstDay));
        Assert.That(StepsOf(host), Is.EquivalentTo(
            ["RegisterAsync#1", "LaptopAsync#1", "AccessAsync#1", "EnrolAsync#1", "EnrolAsync#1[2]", "EnrolAsync#1[3]"]));
    }

    [Test]
    public async Task Step_that_is_recorded_is_remembered()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var first = await host.Client.StartOfficeWorkflowAsync("Ada", new() { IdempotencyKey = "Ada" });
        await first.ResultAsync();
        var calls = host.Calls.Count;

        await host.CrashAsync();
        var again = await host.Client.StartOfficeWorkflowAsync("Ada", new() { IdempotencyKey = "Ada" });

        Assert.That(await again.ResultAsync(), Is.EqualTo(FirstDay));
        Assert.That(again.RunId, Is.EqualTo(first.RunId));
        Assert.That(host.Calls, Has.Count.EqualTo(calls));
    }

    [Test]
    public async Task Run_goes_on_after_a_crash_at_the_step_that_was_cut()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((OfficeWorkflow w) => w.RegisterAsync(default!)).Returns(call => $"id {host.Calls.Count}");
        host.Step((OfficeWorkflow w) => w.EnrolAsync(default!, default!)).Takes(TimeSpan.FromMinutes(10)).Returns("course");
        var run = await host.Client.StartOfficeWorkflowAsync("Ada");

        await host.AdvanceAsync(TimeSpan.FromMinutes(15));
        await host.CrashAsync();

        Assert.That(await run.ResultAsync(), Is.EqualTo("id 1: laptop, access, course, course, course"));
        Assert.That(StepsOf(host).CountBy(id => id).Where(step => step.Value > 1).Select(step => step.Key), Is.EqualTo(["EnrolAsync#1[2]"]));
    }

    [Test]
    public async Task Run_that_failed_is_tried_again_from_the_step_that_failed()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var access = host.Step((OfficeWorkflow w) => w.AccessAsync(default!)).Throws(new InvalidOperationException("the directory is down"));
        var run = await host.Client.StartOfficeWorkflowAsync("Ada");
        Assert.ThrowsAsync<WorkflowFailedException>(async () => await run.ResultAsync());
        var calls = host.Calls.Count;

        access.Returns("access");
        var registered = await host.Client.GetEventsAsync(run.RunId).FirstAsync(entry => entry.Event is Events.StepCompleted { Id: "RegisterAsync#1" });
        var fork = await host.Client.ForkAsync(run.RunId, registered.Sequence);
        await fork.WaitAsync();

        Assert.That(StepsOf(host).Skip(calls), Does.Contain("AccessAsync#1").And.Not.Contain("RegisterAsync#1"));
    }

    [Test]
    public async Task Parallel_steps_take_as_long_as_the_longest()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((OfficeWorkflow w) => w.LaptopAsync(default!)).Takes(TimeSpan.FromMinutes(10)).Returns("laptop");
        host.Step((OfficeWorkflow w) => w.AccessAsync(default!)).Takes(TimeSpan.FromMinutes(7)).Returns("access");
        var begun = host.UtcNow;
        var run = await host.Client.StartOfficeWorkflowAsync("Ada");

        Assert.That(await run.ResultAsync(), Is.EqualTo(FirstDay));
        Assert.That(host.UtcNow - begun, Is.EqualTo(TimeSpan.FromMinutes(10)));
    }

    [Test]
    public async Task Step_in_a_loop_is_another_one_in_each_pass()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var enrol = host.Step((OfficeWorkflow w) => w.EnrolAsync(default!, default!));

        await host.CrashEverywhereAsync(async test => await (await test.Client.StartOfficeWorkflowAsync("Ada")).ResultAsync());
        await (await host.Client.StartOfficeWorkflowAsync("Ada")).ResultAsync();

        Assert.That(enrol.Calls.Select(call => (call.StepId, call.Argument<string>(1))), Is.EqualTo(
            [("EnrolAsync#1", "safety"), ("EnrolAsync#1[2]", "tools"), ("EnrolAsync#1[3]", "people")]));
    }

    [Test]
    public async Task Run_that_is_purged_with_its_key_begins_anew()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var first = await host.Client.StartOfficeWorkflowAsync("Ada", new() { IdempotencyKey = "Ada" });
        await first.ResultAsync();
        var calls = host.Calls.Count;

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.Client.PurgeAsync(TimeSpan.Zero, new() { KeepIdempotencyKeys = false });
        var second = await host.Client.StartOfficeWorkflowAsync("Ada", new() { IdempotencyKey = "Ada" });

        Assert.That(await second.ResultAsync(), Is.EqualTo(FirstDay));
        Assert.That(second.RunId, Is.Not.EqualTo(first.RunId));
        Assert.That(host.Calls, Has.Count.EqualTo(2 * calls));
    }

    [Test]
    public async Task Results_of_every_type_come_back_from_the_log()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        var run = await host.Client.StartTypesWorkflowAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(30));

        await host.CrashAsync();

        var desk = new Desk("7b", Size.Large, 249.90m, DateTimeOffset.UnixEpoch, new Desk("7b", Size.Small, 1, DateTimeOffset.UnixEpoch, null));
        Assert.That(await run.ResultAsync(), Is.EqualTo($"{1L << 40} null {desk} 1+2+3 True {(Guid.Empty, TimeSpan.FromMinutes(5))}"));
        Assert.That(host.Calls, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task Branch_that_fails_leaves_the_results_of_the_others()
    {
        await using var host = await WorkflowTestHost.StartAsync();
        host.Step((BranchesWorkflow w) => w.ReportAsync(default!)).Takes(TimeSpan.FromHours(1)).Returns(call => call.Argument<string>(0));
        var run = await host.Client.StartBranchesWorkflowAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(30));

        await host.CrashAsync();

        Assert.That(await run.ResultAsync(), Is.EqualTo("no road east; north, south"));
        Assert.That(StepsOf(host), Is.EquivalentTo(["BranchAsync#1", "BranchAsync#2", "BranchAsync#3", "ReportAsync#1", "ReportAsync#1"]));
    }

    private static IEnumerable<string> StepsOf(WorkflowTestHost host) => host.Calls.Select(call => call.StepId);
}
