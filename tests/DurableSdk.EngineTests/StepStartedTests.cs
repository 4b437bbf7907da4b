using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Stands for a workflow one step of which a deployment has swapped, while a run was in it.</summary>
public sealed class SwappedWorkflow(Shape shape, Journal journal)
{
    [Workflow]
    public Task<int> RunAsync() => shape.IsMended ? FirstAsync() : SecondAsync();

    [Step]
    private async Task<int> FirstAsync()
    {
        journal.Reach("at first");
        await journal.Reached("gate");
        return 1;
    }

    [Step]
    private Task<int> SecondAsync() => Task.FromResult(2);
}

/// <summary>A step that runs for a while has an entry in the log before it has an outcome.</summary>
public sealed class StepStartedTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private static readonly TimeSpan After = TimeSpan.FromMilliseconds(20);

    [Test]
    public async Task Step_that_still_runs_after_the_time_of_the_option_is_recorded_as_begun_and_a_faster_one_is_not()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartTwoStepWorkflowAsync("gate");
        await Journal.Reached("at gate").Soon();
        time.Advance(After - TimeSpan.FromTicks(1));
        Assert.That(Probe.Commits.Select(commit => commit.Entry.Event), Has.None.InstanceOf<StepStarted>());

        time.Advance(TimeSpan.FromTicks(1));
        var started = await Probe.Event<StepStarted>(run.RunId);
        Journal.Reach("gate");
        await run.WaitAsync().Soon();
        Assert.That(started.Id, Is.EqualTo("TwoAsync#1"));
        Assert.That(Probe.Commits.Count(commit => commit.Entry.Event is StepStarted), Is.EqualTo(1));
    }

    [Test]
    public async Task Step_that_begins_while_others_run_is_recorded_as_soon_as_one_that_is_alone()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var first = await host.Client.StartTwoStepWorkflowAsync("one");
        await Journal.Reached("at one").Soon();
        time.Advance(After / 2);
        var second = await host.Client.StartTwoStepWorkflowAsync("two");
        await Journal.Reached("at two").Soon();
        time.Advance(After / 2);
        await Probe.Event<StepStarted>(first.RunId);
        time.Advance(After / 2);
        await Probe.Event<StepStarted>(second.RunId);
        Journal.Reach("one");
        Journal.Reach("two");
        await Task.WhenAll(first.WaitAsync(), second.WaitAsync()).Soon();
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Deployment_that_swaps_the_step_in_flight_is_noticed_where_its_begin_is_recorded(bool isRecorded)
    {
        var time = UseManualTime();
        var first = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: true)));
        var run = await first.Client.StartSwappedWorkflowAsync();
        await Journal.Reached("at first").Soon();
        if (isRecorded)
        {
            time.Advance(After);
            await Probe.Event<StepStarted>(run.RunId);
        }

        await first.CrashAsync();
        Journal.Reach("gate");
        var second = await StartHostAsync(o => o.Services.AddSingleton(new Shape(IsMended: false)));
        if (!isRecorded)
        {
            Assert.That(await second.Client.GetSwappedWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(2), "nobody knows of the other");
            return;
        }

        var report = ((Blocked)(await Probe.Blocked(run.RunId, "DS1001")).Entry.Event).Report;
        Assert.That(report, Does.Contain("step FirstAsync#1").And.Contain("SecondAsync#1"));
    }
}
