using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public sealed class PositionWorkflow(Journal journal)
{
    [Workflow]
    public async Task<int> RunAsync(bool waits)
    {
        var first = await FirstAsync();
        for (var pass = 0; pass < 2; pass++)
            await NextAsync(pass);
        if (waits)
            await Durable.Sleep(TimeSpan.FromDays(30));
        await GateAsync();
        return first;
    }

    [Step]
    private Task<int> FirstAsync() => Task.FromResult(1);

    [Step]
    private Task<int> NextAsync(int pass) => Task.FromResult(pass);

    [Step]
    private async Task GateAsync(CancellationToken cancel = default)
    {
        journal.Add("at gate");
        await journal.Reached("gate", cancel);
    }
}

public sealed class PositionTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Run_that_sleeps_stands_at_its_sleep()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPositionWorkflowAsync(true);
        await Probe.Event<TimerStarted>(run.RunId);

        var position = await host.Client.GetPositionAsync(run.RunId);
        Assert.That(Ids(position.Open), Is.EqualTo(new[] { "Sleep#1" }));
        Assert.That(Ids(position.Passed), Is.EqualTo(new[] { "FirstAsync#1", "NextAsync#1" }));
        Assert.That(position.Last?.Id, Is.EqualTo("NextAsync#1"));
        Assert.That(position.Graph, Is.SameAs(host.Client.GetGraph("PositionWorkflow")));
        Assert.That(position.Graph.ToMermaid(position), Does.Contain("s3{{\"Sleep#1\"}}").And.Contain("class s3 open"));
    }

    [Test]
    public async Task Run_stands_at_the_step_that_runs_and_nowhere_when_it_has_ended()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartPositionWorkflowAsync(false);
        await Probe.Event<StepStarted>(run.RunId, e => e.Id == "GateAsync#1");
        Assert.That(Ids((await host.Client.GetPositionAsync(run.RunId)).Open), Is.EqualTo(new[] { "GateAsync#1" }));

        Journal.Reach("gate");
        await run.ResultAsync().Soon();
        var position = await host.Client.GetPositionAsync(run.RunId);
        Assert.That(position.Open, Is.Empty);
        Assert.That(Ids(position.Passed), Is.EqualTo(new[] { "FirstAsync#1", "NextAsync#1", "GateAsync#1" }));
    }

    [Test]
    public async Task Run_that_waits_for_a_signal_with_a_limit_stands_there()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("limit");
        await Probe.Event<TimerStarted>(run.RunId);
        Assert.That(Ids((await host.Client.GetPositionAsync(run.RunId)).Open), Is.EqualTo(new[] { "DurableSdk.EngineTests.TallyWorkflow.LimitedAsync()/WaitForSignal#1" }));

        await run.SignalAsync("add", 3);
        await run.ResultAsync().Soon();
        Assert.That((await host.Client.GetPositionAsync(run.RunId)).Open, Is.Empty);
    }

    [Test]
    public async Task Run_that_compensates_stands_at_the_step_that_it_undoes()
    {
        Journal.Reach("flight");
        var host = await StartHostAsync(o => o.Services.AddSingleton<ICars, Cars>());
        var run = await host.Client.StartTripWorkflowAsync("bad");
        await Probe.Event<StepStarted>(run.RunId, e => e.Id == "HotelAsync#1/compensate");
        var position = await host.Client.GetPositionAsync(run.RunId);
        Assert.That(Ids(position.Open), Is.EqualTo(new[] { "HotelAsync#1" }));
        Assert.That(position.Last?.Id, Is.EqualTo("FlightAsync#1"));

        Journal.Reach("hotel");
        await RefusedAsync("DS4007", () => run.ResultAsync());
        Assert.That((await host.Client.GetPositionAsync(run.RunId)).Open, Is.Empty);
    }

    [Test]
    public async Task Unknown_runs_and_workflows_are_refused()
    {
        var host = await StartHostAsync();
        await RefusedAsync("DS4001", () => host.Client.GetPositionAsync("unknown"));
        Assert.That(() => host.Client.GetGraph("Unknown"), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS4006"));
        Assert.That(() => host.Client.GetGraph("PositionWorkflow", version: 9), Throws.TypeOf<DurableException>().With.Property("Code").EqualTo("DS4006"));
    }

    private static IEnumerable<string> Ids(IEnumerable<WorkflowState> states) => states.Select(state => state.Id);
}
