using Microsoft.Extensions.DependencyInjection;

namespace DurableSdk.EngineTests;

/// <summary>Says how far it is by all means that a run has.</summary>
public sealed class JourneyWorkflow
{
    private string _place = "home";

    [Query]
    public string Place => _place;

    [Query]
    public DateTimeOffset Now() => Durable.UtcNow;

    [Workflow]
    public async Task<string> RunAsync()
    {
        Durable.SetStatus("packing");
        Durable.SetAttribute("bags", 2);
        await PackAsync();
        _place = "door";
        var taxi = await Durable.WaitForSignal<string>("taxi", TimeSpan.FromHours(1));
        _place = $"taxi {taxi}";
        Durable.SetStatus(null);
        Durable.SetAttribute("bags", null);
        await Durable.Sleep(TimeSpan.FromDays(1));
        _place = "gate";
        await BoardAsync();
        return _place = "seat";
    }

    [Step]
    private Task PackAsync() => Task.CompletedTask;

    [Step(RetryDelay = "10s")]
    private Task BoardAsync() => StepContext.Current.Attempt == 1 ? throw new IOException("the gate is shut") : Task.CompletedTask;
}

/// <summary>Takes a change that may not have been there when the run began.</summary>
public sealed class ChangedJourneyWorkflow(ProgramAge age)
{
    private string _way = "";

    [Query]
    public string Way => _way;

    [Workflow]
    public async Task RunAsync()
    {
        await GoAsync("out");
        _way += age == ProgramAge.Patched && Durable.Patched("detour") ? "detour" : "straight";
        if (_way == "detour")
            await GoAsync("round");
        await GoAsync("back");
        await Durable.WaitForSignal<int>("end");
    }

    [Step]
    private static Task<string> GoAsync(string where) => Task.FromResult(where);
}

public sealed class ReplayToTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    internal override bool CountsEvents => true;

    /// <summary>Timers fire to the millisecond.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(2);

    [Test]
    public async Task Every_event_of_a_run_shows_how_it_stood()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartJourneyWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        await run.SignalAsync("taxi", "7");
        time.Advance((await Probe.Event<TimerStarted>(run.RunId, n: 2)).DueAt - time.GetUtcNow() + Slack);
        time.Advance((await Probe.Event<StepAttemptFailed>(run.RunId)).RetryAt - time.GetUtcNow() + Slack);
        await run.ResultAsync().Soon();

        var before = await EventsAsync(host, run.RunId);
        var states = new List<string>();
        foreach (var entry in before)
        {
            var state = await run.ReplayToAsync(entry.Sequence).Soon();
            Assert.That((state.Entry.Sequence, state.Entry.At), Is.EqualTo((entry.Sequence, entry.At)));
            Assert.That(await state.QueryAsync<DateTimeOffset>("Now"), Is.EqualTo(state.UtcNow));
            states.Add(await LineAsync(state));
        }

        Assert.That(states, Is.EqualTo(new[]
        {
            "WorkflowStarted: Running '' [] at home, waits for step PackAsync#1",
            "StatusSet: Running 'packing' [] at home, waits for step PackAsync#1",
            "AttributesSet: Running 'packing' [bags=2] at home, waits for step PackAsync#1",
            "StepCompleted: Waiting 'packing' [bags=2] at door, waits for signal WaitForSignal#1, timer WaitForSignal#1/timeout",
            "TimerStarted: Waiting 'packing' [bags=2] at door, waits for signal WaitForSignal#1, timer WaitForSignal#1/timeout for 1 h",
            "SignalReceived: Waiting 'packing' [bags=2] at taxi 7, waits for timer Sleep#1",
            "TimerCanceled: Waiting 'packing' [bags=2] at taxi 7, waits for timer Sleep#1",
            "StatusSet: Waiting '' [bags=2] at taxi 7, waits for timer Sleep#1",
            "AttributesSet: Waiting '' [] at taxi 7, waits for timer Sleep#1",
            "TimerStarted: Waiting '' [] at taxi 7, waits for timer Sleep#1 for 24 h",
            "TimerFired: Running '' [] at gate, waits for step BoardAsync#1",
            "StepAttemptFailed: Waiting '' [] at gate, waits for step BoardAsync#1 for 0 h",
            "StepCompleted: Running '' [] at seat, waits for ",
            "WorkflowCompleted: Completed '' [] at seat, waits for ",
        }));
        Assert.That(await EventsAsync(host, run.RunId), Has.Count.EqualTo(before.Count), "nothing was written");
        var last = await run.ReplayToAsync(before.Count);
        Assert.That((last.RunId, last.Workflow, last.Version, last.Error), Is.EqualTo((run.RunId, "JourneyWorkflow", 1, (DurableException?)null)));
    }

    [Test]
    public async Task Pending_operation_says_where_it_stands_in_the_source_and_since_when()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var begin = time.GetUtcNow();
        var run = await host.Client.StartJourneyWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        time.Advance(TimeSpan.FromMinutes(7));
        await run.SignalAsync("taxi", "7");
        await Probe.Event<TimerStarted>(run.RunId, n: 2);

        var sleep = (await run.ReplayToAsync((await EventsAsync(host, run.RunId)).Count)).Pending.Single();
        Assert.That(sleep.Since, Is.EqualTo(begin.AddMinutes(7)));
        Assert.That(sleep.DueAt, Is.EqualTo(begin.AddMinutes(7).AddDays(1)));
        Assert.That(sleep.Source, Does.Match("^ReplayToTests.cs:[0-9]+$"));
    }

    /// <summary>The rest of the log says that the run didn't take the change; a log that ended at the event wouldn't.</summary>
    [Test]
    public async Task Change_that_the_run_is_older_than_is_not_taken_at_any_event()
    {
        var first = await StartHostAsync(o => o.Services.AddSingleton(typeof(ProgramAge), ProgramAge.Before));
        var old = await first.Client.StartChangedJourneyWorkflowAsync();
        await Probe.Event<StepCompleted>(old.RunId, n: 2);
        await first.StopAsync();

        var second = await StartHostAsync(o => o.Services.AddSingleton(typeof(ProgramAge), ProgramAge.Patched));
        var fresh = await second.Client.StartChangedJourneyWorkflowAsync();
        await Probe.Event<StepCompleted>(fresh.RunId, n: 3);
        Assert.That(await WaysAsync(second, old.RunId), Is.EqualTo(new[] { "", "straight", "straight" }));
        Assert.That(await WaysAsync(second, fresh.RunId), Is.EqualTo(new[] { "", "detour", "detour", "detour", "detour" }));
    }

    [Test]
    public async Task Blocked_run_shows_what_it_stands_before_and_why()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartStuckWorkflowAsync();
        await Probe.Blocked(run.RunId, "DS1002");
        Assert.That((await run.ReplayToAsync(1)).Status, Is.EqualTo(RunStatus.Running));
        foreach (var sequence in (long[])[2, 3])
        {
            var state = await run.ReplayToAsync(sequence).Soon();
            Assert.That((state.Status, state.Error?.Code), Is.EqualTo((RunStatus.Blocked, "DS1002")));
            Assert.That(await state.QueryAsync<int>("Steps"), Is.EqualTo(1));
        }

        await run.TerminateAsync();
        Assert.That((await run.ReplayToAsync(4)).Status, Is.EqualTo(RunStatus.Terminated));
    }

    [Test]
    public async Task Run_whose_code_was_changed_shows_what_came_before_and_refuses_the_rest()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartMeterWorkflowAsync("drift");
        Journal.Reach("free");
        await Probe.Event<StepCompleted>(run.RunId, n: 2);
        await run.SignalLastAsync(1);
        await run.ResultAsync().Soon();
        Journal.Add("changed");
        var log = await EventsAsync(host, run.RunId);
        var signal = log.Single(entry => entry.Event is SignalReceived).Sequence;

        Assert.That(await (await run.ReplayToAsync(signal - 1)).QueryAsync<string>("Phase"), Is.EqualTo("waiting 2"));
        await RefusedAsync("DS1001", () => run.ReplayToAsync(log.Count));
    }

    [Test]
    public async Task Paused_run_and_one_that_is_to_start_later_say_so()
    {
        UseManualTime();
        var host = await StartHostAsync();
        var later = await host.Client.StartJourneyWorkflowAsync(new() { StartAt = Time.GetUtcNow().AddDays(1) });
        var pending = await later.ReplayToAsync(1).Soon();
        Assert.That((pending.Status, pending.Pending.Count), Is.EqualTo((RunStatus.Pending, 0)));

        var run = await host.Client.StartJourneyWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        await run.PauseAsync();
        await Probe.Event<Paused>(run.RunId);
        await run.ResumeAsync();
        await Probe.Event<Resumed>(run.RunId);
        var log = await EventsAsync(host, run.RunId);
        var paused = await run.ReplayToAsync(log.Single(entry => entry.Event is Paused).Sequence);
        Assert.That((paused.Status, paused.Pending.Count), Is.EqualTo((RunStatus.Paused, 2)));
        Assert.That((await run.ReplayToAsync(log.Single(entry => entry.Event is Resumed).Sequence)).Status, Is.EqualTo(RunStatus.Waiting));
    }

    [Test]
    public async Task Run_that_undoes_its_steps_shows_what_is_undone()
    {
        var host = await StartHostAsync(o => o.Services.AddScoped<ICars, Cars>());
        Journal.Reach("hotel");
        Journal.Reach("flight");
        var run = await host.Client.StartTripWorkflowAsync("bad");
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowFailedException>());
        var seen = new List<string>();
        foreach (var entry in await EventsAsync(host, run.RunId))
        {
            if (entry.Event is CompensationStarted or CompensationCompleted)
                seen.Add(string.Join(", ", (await run.ReplayToAsync(entry.Sequence)).Pending.Select(one => $"{one.Kind} {one.Id}")));
        }

        Assert.That(seen, Is.EqualTo(new[] { "compensation RentAsync#1/compensate", "compensation FlightAsync#1/compensate", "compensation HotelAsync#1/compensate", "" }));
    }

    [Test]
    public async Task Each_run_of_a_chain_has_its_own_events()
    {
        var host = await StartHostAsync();
        Journal.Reach("free");
        var run = await host.Client.StartMeterWorkflowAsync("again");
        await run.SignalLastAsync(1);
        await Probe.Event<ContinuedAsNew>(run.RunId);
        var log = await EventsAsync(host, run.RunId);
        var end = await run.ReplayToAsync(log.Count).Soon();
        Assert.That(end.Status, Is.EqualTo(RunStatus.ContinuedAsNew));
        Assert.That(await end.QueryAsync<string>("Phase"), Is.EqualTo("done 3"));
    }

    [Test]
    public async Task Event_that_is_not_there_is_refused_with_those_that_are()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartAddWorkflowAsync(1, 2);
        await run.ResultAsync().Soon();
        foreach (var sequence in (long[])[-1, 0, 4, long.MaxValue])
            Assert.That((await RefusedAsync("DS4040", () => run.ReplayToAsync(sequence))).Message, Does.Contain($"no event {sequence}").And.Contain("1 to 3"));
        await RefusedAsync("DS4001", () => host.Client.ReplayToAsync("nowhere", 1));
        await RefusedAsync("DS4024", async () => await (await run.ReplayToAsync(1)).QueryAsync<int>("Sum"));
        await host.StopAsync();
        var other = await StartHostAsync(o => o.OnlyWorkflows("StuckWorkflow"));
        await RefusedAsync("DS4023", () => other.Client.ReplayToAsync(run.RunId, 1));
    }

    private static async Task<string> LineAsync(RunState state)
    {
        var attributes = string.Join(", ", state.Attributes.Select(one => $"{one.Key}={one.Value.Text}"));
        var pending = state.Pending.Select(one => $"{one.Kind} {one.Id[(one.Id.IndexOf('.') + 1)..]}{(one.DueAt is { } due ? $" for {(due - state.UtcNow).TotalHours:0} h" : "")}");
        return $"{state.Entry.Event.GetType().Name}: {state.Status} '{state.StatusText}' [{attributes}] at {await state.QueryAsync<string>("Place")}, waits for {string.Join(", ", pending)}";
    }

    private static async Task<List<string>> WaysAsync(TestHost host, string runId)
    {
        var ways = new List<string>();
        // A step that takes its time has one event more.
        foreach (var entry in (await EventsAsync(host, runId)).Where(entry => entry.Event is not StepStarted))
            ways.Add(await (await host.Client.ReplayToAsync(runId, entry.Sequence)).QueryAsync<string>("Way"));
        return ways;
    }
}
