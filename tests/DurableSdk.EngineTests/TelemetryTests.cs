using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

public sealed class TelemetryTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    private readonly Measured _measured = new();

    [TearDown]
    public void EndListener() => _measured.Dispose();

    [Test]
    public async Task Life_of_a_run_is_measured()
    {
        var host = await StartMeasuredAsync();
        Journal.Reach("go");
        var run = await host.Client.StartWatchedWorkflowAsync("go", fails: true);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(3));

        var end = await _measured.First("durable.run.duration", run => Equals(run["durable.workflow"], "WatchedWorkflow"));
        Assert.That(end.Value, Is.Positive);
        Assert.That(end["durable.run.status"], Is.EqualTo("Completed"));
        Assert.That(_measured.Of("durable.runs.started").Select(run => run["durable.workflow"]), Is.EqualTo(new[] { "WatchedWorkflow", "WatchedChildWorkflow" }));
        Assert.That(_measured.Of("durable.runs.ended").Select(run => run["durable.workflow"]), Is.EqualTo(new[] { "WatchedChildWorkflow", "WatchedWorkflow" }));
        Assert.That(_measured.Of("durable.append.duration"), Is.Not.Empty);
        Assert.That((await _measured.First("durable.timer.lateness")).Value, Is.Not.Negative);
        Assert.That(
            _measured.Of("durable.step.duration").Select(attempt => (attempt["durable.step"], attempt["durable.step.outcome"], attempt["error.type"])),
            Is.EqualTo(new[] { ("WorkAsync", "failed", (object?)"System.InvalidOperationException"), ("WorkAsync", "completed", null), ("AddAsync", "completed", null) }));
    }

    [Test]
    public async Task What_a_host_does_now_is_shown()
    {
        var host = await StartMeasuredAsync();
        var run = await host.Client.StartWatchedWorkflowAsync("go", fails: false);
        await Journal.Reached("at go").Soon();
        Assert.That((_measured.Now("durable.host.active"), _measured.Now("durable.runs.in_memory"), _measured.Now("durable.steps.running")), Is.EqualTo((1d, 1d, 1d)));

        Journal.Reach("go");
        await run.ResultAsync().Soon();
        await _measured.First("durable.run.duration", run => Equals(run["durable.workflow"], "WatchedWorkflow"));
        Assert.That(_measured.Now("durable.steps.running"), Is.Zero);
    }

    [Test]
    public async Task Store_that_takes_nothing_is_an_outage_until_it_does()
    {
        var time = UseManualTime();
        var isFull = true;
        Probe.OnCall = call =>
        {
            if (call.Operation == StoreOperation.Append && Volatile.Read(ref isFull))
                throw new IOException("The disk is full.");
        };
        var host = await StartMeasuredAsync();
        Assert.That(_measured.Now("durable.host.outage"), Is.Zero);
        var result = (await host.Client.StartAddWorkflowAsync(1, 1)).ResultAsync();
        await Log.Line(6).Soon();
        time.Advance(TimeSpan.FromMinutes(1));
        Assert.That(_measured.Now("durable.host.outage"), Is.EqualTo(60));

        Volatile.Write(ref isFull, false);
        while (!result.IsCompleted)
            time.Advance(TimeSpan.FromSeconds(1));
        Assert.That((await result, _measured.Now("durable.host.outage")), Is.EqualTo((2, 0d)));
    }

    [Test]
    public async Task Guide_lists_what_there_is()
    {
        await StartMeasuredAsync();
        var guide = await File.ReadAllLinesAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "telemetry.md"));
        var rows = guide.Where(line => line.StartsWith("| `durable.", StringComparison.Ordinal)).Select(line => line.Split('|', StringSplitOptions.TrimEntries)).Where(row => row.Length == 6);
        Assert.That(rows.Select(row => (row[1], row[3])), Is.EquivalentTo(_measured.Instruments.Select(instrument => ($"`{instrument.Name}`", $"`{instrument.Unit}`"))));
    }

    [Test]
    public async Task Bad_ends_are_told_apart()
    {
        var host = await StartMeasuredAsync();
        var canceled = await host.Client.StartWatchedWorkflowAsync("never", fails: false);
        await Journal.Reached("at never").Soon();
        await canceled.CancelAsync();
        Assert.That((await _measured.First("durable.runs.ended"))["durable.run.status"], Is.EqualTo("Canceled"));
        Assert.That((await _measured.First("durable.step.duration"))["durable.step.outcome"], Is.EqualTo("canceled"));

        var terminated = await host.Client.StartWatchedWorkflowAsync("never", fails: false, new() { StartAt = Time.GetUtcNow().AddDays(1) });
        await terminated.TerminateAsync();
        var end = await _measured.First("durable.runs.ended", run => Equals(run["durable.run.status"], "Terminated"));
        Assert.That(end["durable.workflow"], Is.EqualTo("WatchedWorkflow"));
    }

    [Test]
    public async Task Blocked_run_is_counted_by_its_error()
    {
        var host = await StartMeasuredAsync();
        _ = await host.Client.StartNeedsServiceWorkflowAsync();
        var blocked = await _measured.First("durable.runs.blocked");
        Assert.That((blocked["durable.workflow"], blocked["durable.error.code"]), Is.EqualTo(((object?)"NeedsServiceWorkflow", (object?)"DS2003")));
    }

    [Test]
    public async Task Messages_that_a_run_takes_in_are_counted()
    {
        var host = await StartMeasuredAsync();
        var basket = await host.Client.StartBasketWorkflowAsync();
        await basket.SignalAsync("close", true);
        await basket.ResultAsync().Soon();
        var verdict = await host.Client.StartVerdictWorkflowAsync("once");
        await host.Client.ResumeHookAsync((await Probe.Event<HookCreated>(verdict.RunId)).Token, new Verdict(true, "Ann"));
        await verdict.ResultAsync().Soon();
        var account = await host.Client.StartAccountWorkflowAsync("");
        await account.DepositAsync(1).Soon();

        Assert.That(
            _measured.Of("durable.messages").Select(message => (message["durable.workflow"], message["durable.message"])),
            Is.EqualTo(new (object?, object?)[] { ("BasketWorkflow", "signal"), ("VerdictWorkflow", "hook"), ("AccountWorkflow", "update") }));
    }

    [Test]
    public async Task Each_run_of_a_chain_is_counted()
    {
        var host = await StartMeasuredAsync();
        var run = await host.Client.StartHeirWorkflowAsync(0);
        await run.ResultAsync().Soon();
        await _measured.First("durable.runs.ended", end => Equals(end["durable.run.status"], "Completed"));
        Assert.That(_measured.Of("durable.runs.ended").Select(end => end["durable.run.status"]), Is.EqualTo(new[] { "ContinuedAsNew", "ContinuedAsNew", "Completed" }));
        Assert.That(_measured.Of("durable.runs.started").Count(), Is.EqualTo(3));
    }

    [Test]
    public async Task Start_that_finds_its_run_begins_none()
    {
        var host = await StartMeasuredAsync();
        for (var i = 0; i < 2; i++)
            _ = await host.Client.StartWatchedWorkflowAsync("go", fails: false, new() { IdempotencyKey = "once" });
        Assert.That(_measured.Of("durable.runs.started").Count(), Is.EqualTo(1));
    }

    [Test]
    public async Task Listener_that_fails_changes_nothing()
    {
        var host = await StartMeasuredAsync();
        _measured.IsBroken = true;
        var id = $"{Guid.NewGuid()}";
        using var traced = new Traced(activity => Equals(activity.GetTagItem("durable.run.id"), id) ? throw new InvalidOperationException("The exporter is broken.") : true);
        Journal.Reach("go");
        Assert.That(await (await host.Client.StartWatchedWorkflowAsync("go", fails: true, new() { RunId = id })).ResultAsync().Soon(), Is.EqualTo(3));
        _measured.IsBroken = false;
    }

    [Test]
    public async Task Attempts_belong_to_the_trace_of_the_start_also_after_a_crash()
    {
        using var traced = new Traced();
        using var request = new Activity("request").Start();
        var host = await StartHostAsync();
        var run = await host.Client.StartWatchedWorkflowAsync("go", fails: true);
        await Journal.Reached("at go").Soon();
        await host.CrashAsync();
        Journal.Reach("go");
        host = await StartHostAsync();
        await host.Client.GetHandle<int>(run.RunId).ResultAsync().Soon();

        var start = await traced.First(run.RunId, "start WatchedWorkflow");
        Assert.That((start.Kind, start.ParentSpanId), Is.EqualTo((ActivityKind.Producer, request.SpanId)));
        // The dead host's was abandoned.
        var failed = await traced.First(run.RunId, "step WorkAsync", outcome: "failed");
        var again = await traced.First(run.RunId, "step WorkAsync", attempt: 2);
        Assert.That((failed.TraceId, failed.ParentSpanId), Is.EqualTo((request.TraceId, start.SpanId)));
        Assert.That((again.TraceId, again.ParentSpanId), Is.EqualTo((request.TraceId, start.SpanId)));
        Assert.That((failed.Status, failed.GetTagItem("error.type"), again.Status), Is.EqualTo((ActivityStatusCode.Error, (object?)"System.InvalidOperationException", ActivityStatusCode.Unset)));
        Assert.That(failed.TagObjects.Append(new("status", failed.StatusDescription)).Select(tag => $"{tag.Value}"), Has.None.Contains("secret"));
        Assert.That(Journal.Lines, Has.All.EqualTo("in step WorkAsync"));

        var child = (await host.Client.ListRunsAsync(new() { ParentRunId = run.RunId })).Single();
        Assert.That((await traced.First(child.RunId, "step AddAsync")).TraceId, Is.EqualTo(request.TraceId));
    }

    /// <summary>Apart from other tests: whoever listens there makes a trace of each start here.</summary>
    [Test, NonParallelizable]
    public async Task Run_that_was_started_in_no_trace_is_in_none_of_its_host()
    {
        TestHost host;
        using (new Activity("start-up").Start())
            host = await StartHostAsync();
        var run = await host.Client.StartWatchedWorkflowAsync("go", fails: true);
        await Journal.Reached("at go").Soon();
        using var traced = new Traced();
        Journal.Reach("go");
        await run.ResultAsync().Soon();
        Assert.That((await traced.First(run.RunId, "step WorkAsync", attempt: 2)).ParentSpanId, Is.EqualTo(default(ActivitySpanId)));
    }

    private Task<TestHost> StartMeasuredAsync() => StartHostAsync(o => o.Services.AddSingleton<IMeterFactory>(_measured));
}
