namespace DurableSdk.EngineTests;

/// <summary>Counts what its steps gave and what it was sent, and tells.</summary>
public sealed class MeterWorkflow(Journal journal)
{
    private readonly List<int> _readings = [];
    private string _phase = "new";

    [Query]
    public string Phase => $"{_phase} {_readings.Count}";

    [Query(Name = "nth")]
    private int Nth(int index, int factor = 1) => _readings[index] * factor;

    [Query]
    public DateTimeOffset Now() => Durable.UtcNow;

    [Query]
    public Guid Draw() => Durable.NewGuid();

    [Query]
    public string Act()
    {
        try
        {
            _ = ReadAsync(1);
        }
        catch (DurableException)
        {
            // It hears of it all the same.
        }

        return "acted";
    }

    [Workflow]
    public async Task<int> RunAsync(string what)
    {
        _phase = "reading";
        _readings.Add(await ReadAsync(1));
        _readings.Add(await ReadAsync(2));
        if (what == "fail")
            throw new InvalidOperationException("no more");
        if (what == "foreign")
            await new TaskCompletionSource().Task;
        _phase = "waiting";
        if (what == "drift" && journal.Count("changed") > 0)
            _readings.Add(await ReadAsync(3));
        var last = await Durable.WaitForSignal<int>("last");
        _readings.Add(last);
        _phase = "done";
        return what == "again" ? throw Durable.ContinueAsNew("") : _readings.Sum();
    }

    [Step]
    private async Task<int> ReadAsync(int value, CancellationToken cancel = default)
    {
        journal.Add($"reads {value}");
        journal.Reach($"reads {value}");
        if (value == 2)
            await journal.Reached("free", cancel);
        return value * 10;
    }
}

/// <summary>Has nothing to wait for, and so is blocked where it waits.</summary>
public sealed class StuckWorkflow
{
    private int _steps;

    [Query]
    public int Steps => _steps;

    [Workflow]
    public async Task RunAsync()
    {
        await OneAsync();
        _steps++;
        await new TaskCompletionSource().Task;
    }

    [Step]
    private Task OneAsync() => Task.CompletedTask;
}

public sealed class QueryTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Run_answers_while_it_runs_while_it_waits_and_when_it_has_ended()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("");
        await Journal.Reached("reads 2").Soon();
        Assert.That(await run.PhaseAsync().Soon(), Is.EqualTo("reading 1"));
        await WaitingAsync(run);
        Assert.That(await run.PhaseAsync().Soon(), Is.EqualTo("waiting 2"));
        Assert.That(await run.NthAsync(1).Soon(), Is.EqualTo(20));
        await run.SignalLastAsync(5);
        await run.ResultAsync().Soon();
        Assert.That(await run.PhaseAsync().Soon(), Is.EqualTo("done 3"));
        Assert.That(await run.NthAsync(2, factor: 2).Soon(), Is.EqualTo(10));
    }

    [Test]
    public async Task Question_leaves_the_log_alone_and_no_step_runs_for_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("");
        await WaitingAsync(run);
        var before = await EventsAsync(host, run.RunId);
        for (var i = 0; i < 3; i++)
            await run.PhaseAsync().Soon();
        Assert.That((await run.NowAsync()).UtcTicks, Is.EqualTo(before[^1].At.UtcTicks));
        Assert.That(await EventsAsync(host, run.RunId), Has.Count.EqualTo(before.Count));
        Assert.That(Journal.Count("reads 1"), Is.EqualTo(1));
    }

    [Test]
    public async Task Failed_run_answers_and_so_does_one_asked_by_name()
    {
        var host = await StartHostAsync();
        Journal.Reach("free");
        var run = await host.Client.StartMeterWorkflowAsync("fail");
        await RefusedAsync("DS4007", () => run.ResultAsync());
        Assert.That(await host.Client.QueryAsync<string>(run.RunId, "Phase"), Is.EqualTo("reading 2"));
        Assert.That(await host.Client.QueryAsync<int>(run.RunId, "nth", 1, (short)3), Is.EqualTo(60));
        Assert.That(await host.Client.GetHandle(run.RunId).QueryAsync<long>("nth", 0, 1), Is.EqualTo(10));
    }

    [Test]
    public async Task Blocked_run_answers_as_far_as_it_came()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartStuckWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS1002");
        Assert.That(await run.StepsAsync().Soon(), Is.EqualTo(1));
    }

    [Test]
    public async Task Run_that_has_not_begun_answers_as_it_will_begin()
    {
        UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("", new() { StartAt = Time.GetUtcNow().AddDays(1) });
        Assert.That(await run.PhaseAsync().Soon(), Is.EqualTo("reading 0"));
        Assert.That((await run.GetRunAsync()).Status, Is.EqualTo(RunStatus.Pending));
    }

    [Test]
    public async Task Handle_asks_the_last_of_a_chain_and_an_id_that_run()
    {
        var host = await StartHostAsync();
        Journal.Reach("free");
        var run = await host.Client.StartMeterWorkflowAsync("again");
        await run.SignalLastAsync(1);
        while ((await run.GetRunAsync()).NextRunId is null)
            await Probe.Event<ContinuedAsNew>(run.RunId);
        var next = (await run.GetRunAsync()).NextRunId!;
        await Probe.Event<StepCompleted>(next, e => e.Id == "ReadAsync#2");
        Assert.That(await run.PhaseAsync().Soon(), Is.EqualTo("waiting 2"));
        Assert.That(await host.Client.QueryAsync<string>(run.RunId, "Phase"), Is.EqualTo("done 3"));
    }

    [Test]
    public async Task What_can_not_be_answered_is_refused_with_what_there_is()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("");
        var unknown = await RefusedAsync("DS4024", () => run.QueryAsync<string>("phase"));
        Assert.That(unknown.Message, Does.Contain("Act(), Draw(), Now(), Phase(), nth(Int32 index, Int32 factor)"));
        await RefusedAsync("DS4025", () => run.QueryAsync<int>("nth", 1));
        await RefusedAsync("DS4025", () => run.QueryAsync<int>("nth", "one", 1));
        await RefusedAsync("DS4001", () => host.Client.QueryAsync<string>("nowhere", "Phase"));
        await RefusedAsync("DS1005", () => run.QueryAsync<int>("Phase"));
        var thrown = await RefusedAsync("DS4026", () => run.NthAsync(7));
        Assert.That(thrown.InnerException, Is.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Query_that_does_more_than_look_is_refused_and_the_run_goes_on()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("");
        await WaitingAsync(run);
        Assert.That((await RefusedAsync("DS1034", () => run.ActAsync())).Message, Does.Contain("query Act called ").And.Contain("/ReadAsync#1"));
        Assert.That((await RefusedAsync("DS1034", () => run.DrawAsync())).Message, Does.Contain("query Draw called Durable.NewGuid"));
        await run.SignalLastAsync(1);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(31));
    }

    [Test]
    public async Task Program_whose_code_does_not_follow_the_log_gives_no_answer()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("drift");
        await WaitingAsync(run);
        await run.SignalLastAsync(1);
        await run.ResultAsync().Soon();
        Journal.Add("changed");
        await RefusedAsync("DS1001", () => run.PhaseAsync());
    }

    [Test]
    public async Task Program_that_does_not_know_the_workflow_says_so()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("");
        await host.StopAsync();
        var other = await StartHostAsync(o => o.OnlyWorkflows("StuckWorkflow"));
        Assert.That((await RefusedAsync("DS4023", () => other.Client.QueryAsync<string>(run.RunId, "Phase"))).Message, Does.Contain("Known: StuckWorkflow version 1"));
    }

    private async Task WaitingAsync(MeterWorkflowHandle run)
    {
        await Journal.Reached("reads 2").Soon();
        Journal.Reach("free");
        await Probe.Event<StepCompleted>(run.RunId, e => e.Id == "ReadAsync#2");
    }
}
