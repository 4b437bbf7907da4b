using Microsoft.Extensions.Logging;

namespace DurableSdk.EngineTests;

public sealed class SleepWorkflow
{
    [Workflow]
    public async Task<DateTimeOffset> RunAsync(TimeSpan duration)
    {
        await Durable.Sleep(duration);
        return Durable.UtcNow;
    }
}

public sealed class SleepUntilWorkflow
{
    [Workflow]
    public async Task<DateTimeOffset> RunAsync(DateTimeOffset until)
    {
        await Durable.SleepUntil(until);
        return Durable.UtcNow;
    }
}

public sealed record Drawn(DateTimeOffset Now, Guid Id, int Number, string Run, string Workflow, int Version);

public sealed class DrawWorkflow
{
    [Workflow]
    public async Task<bool> RunAsync()
    {
        var drawn = new Drawn(
            Durable.UtcNow, Durable.NewGuid(), Durable.Random.Next(), Durable.Run.RunId, Durable.Run.WorkflowName, Durable.Run.Version);
        Durable.Logger.LogInformation("begin {Run}", Durable.Run.RunId);
        var recorded = await EchoAsync(drawn);
        Durable.Logger.LogInformation("middle");
        await Durable.Sleep(TimeSpan.Zero);
        Durable.Logger.LogInformation("end");
        return recorded == drawn && await SameAsync(drawn) && Durable.UtcNow >= drawn.Now;
    }

    [Step]
    private Task<Drawn> EchoAsync(Drawn drawn) => Task.FromResult(drawn);

    [Step]
    private Task<bool> SameAsync(Drawn drawn) => Task.FromResult(drawn.Id != Guid.Empty);
}

public sealed class OperationTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Sleep_of_a_month_ends_when_the_month_is_over()
    {
        var time = UseManualTime();
        var began = time.GetUtcNow();
        var host = await StartHostAsync();
        var run = await host.Client.StartSleepWorkflowAsync(TimeSpan.FromDays(30));
        await Probe.Released(run.RunId);
        Assert.That((await run.GetRunAsync()).WakeAt, Is.EqualTo(began.AddDays(30)));
        time.Jump(began.AddDays(30).AddSeconds(-2));
        time.Advance(TimeSpan.FromSeconds(1));
        await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Waiting));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(began.AddDays(30)));
    }

    [Test]
    public async Task SleepUntil_a_time_survives_a_crash()
    {
        var time = UseManualTime();
        var until = time.GetUtcNow().AddHours(5);
        var first = await StartHostAsync();
        var run = await first.Client.StartSleepUntilWorkflowAsync(until);
        await Probe.Event<TimerStarted>(run.RunId);
        await first.CrashAsync();
        time.Jump(until.AddHours(1));
        var second = await StartHostAsync();
        Assert.That(await second.Client.GetSleepUntilWorkflow(run.RunId).ResultAsync().Soon(), Is.EqualTo(until.AddHours(1)));
    }

    [TestCase(0)]
    [TestCase(-1)]
    public async Task Sleep_of_no_length_ends_at_once(int seconds)
    {
        UseManualTime();
        var host = await StartHostAsync();
        await (await host.Client.StartSleepWorkflowAsync(TimeSpan.FromSeconds(seconds))).ResultAsync().Soon();
        await (await host.Client.StartSleepUntilWorkflowAsync(DateTimeOffset.MinValue)).ResultAsync().Soon();
    }

    [Test]
    public async Task Sleep_without_end_waits_and_can_be_cancelled()
    {
        UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartSleepWorkflowAsync(TimeSpan.MaxValue);
        await Probe.Released(run.RunId);
        await run.CancelAsync("enough");
        var error = Assert.CatchAsync<WorkflowCanceledException>(() => run.ResultAsync().Soon())!;
        Assert.That(error.Reason, Is.EqualTo("enough"));
    }

    [Test]
    public async Task Timers_wake_exactly_the_runs_that_are_due()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var early = new List<SleepWorkflowHandle>();
        for (var i = 0; i < 10; i++)
            early.Add(await host.Client.StartSleepWorkflowAsync(TimeSpan.FromHours(1)));
        var late = await host.Client.StartSleepWorkflowAsync(TimeSpan.FromHours(2));
        foreach (var run in early.Append(late))
            await Probe.Released(run.RunId);
        time.Advance(TimeSpan.FromHours(1));
        foreach (var run in early)
            await run.ResultAsync().Soon();
        Assert.That((await late.GetRunAsync()).Status, Is.EqualTo(RunStatus.Waiting));
        Assert.That(Probe.Commits.Count(commit => commit.RunId == late.RunId), Is.EqualTo(1), "only the sleep's begin");
    }

    [Test]
    public async Task Clock_that_jumps_backwards_delays_a_sleep_and_never_turns_back_the_runs_time()
    {
        var time = UseManualTime();
        var began = time.GetUtcNow();
        var host = await StartHostAsync();
        var run = await host.Client.StartSleepWorkflowAsync(TimeSpan.FromHours(1));
        await Probe.Released(run.RunId);
        time.Jump(began.AddHours(-2));
        time.Advance(TimeSpan.FromHours(2));
        await (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync().Soon();
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Waiting));
        time.Advance(TimeSpan.FromHours(1));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(began.AddHours(1)));
    }

    [Test]
    public async Task Values_of_a_workflow_are_the_same_on_replay()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartDrawWorkflowAsync();
        Assert.That(await run.ResultAsync().Soon(), Is.True);
        var other = await host.Client.StartDrawWorkflowAsync();
        await other.ResultAsync().Soon();
        Assert.That((await Probe.Event<StepCompleted>(run.RunId)).Result.ToArray(), Is.Not.EqualTo((await Probe.Event<StepCompleted>(other.RunId)).Result.ToArray()));
    }

    [Test]
    public async Task Log_lines_of_a_workflow_are_written_once()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartDrawWorkflowAsync();
        await run.ResultAsync().Soon();
        Assert.That(Log.TextOf("DrawWorkflow"), Is.EqualTo(new[] { $"begin {run.RunId}", "middle", "end" }));
    }

    [Test]
    public async Task Logger_that_throws_changes_no_run()
    {
        var host = await StartHostAsync();
        Log.FailsFor = "DrawWorkflow";
        Assert.That(await (await host.Client.StartDrawWorkflowAsync()).ResultAsync().Soon(), Is.True);
    }
}
