namespace DurableSdk.EngineTests;

/// <summary>Adds up what it is sent until it gets a zero, and approves under a limit.</summary>
public sealed class TallyWorkflow(Journal journal)
{
    [Workflow]
    public async Task<string> RunAsync(string what)
    {
        if (what == "late")
            await HoldAsync();
        if (what == "limit")
            return await LimitedAsync();
        var sum = "";
        for (var next = await Durable.WaitForSignal<int>("add"); next != 0; next = await Durable.WaitForSignal<int>("add"))
            sum += $"{await NoteAsync(next)} ";
        return what == "continue" ? throw Durable.ContinueAsNew("") : sum.Trim();
    }

    private static async Task<string> LimitedAsync()
    {
        try
        {
            return $"{await Durable.WaitForSignal<int>("add", TimeSpan.FromDays(30))}";
        }
        catch (TimeoutException)
        {
            return "timed out";
        }
    }

    [Step]
    private async Task HoldAsync(CancellationToken cancel = default)
    {
        journal.Reach("holds");
        await journal.Reached("free", cancel);
    }

    [Step]
    private Task<int> NoteAsync(int value)
    {
        journal.Reach($"noted {value}");
        return Task.FromResult(value);
    }
}

/// <summary>Collects what its methods are sent until it is closed.</summary>
public sealed class BasketWorkflow
{
    private readonly List<string> _items = [];

    [Workflow]
    public async Task<string> RunAsync()
    {
        await Durable.WaitForSignal<bool>("close");
        return string.Join(" ", _items);
    }

    [Signal]
    private void Add(string item, int count) => _items.Add($"{count}x{item}");

    [Signal]
    internal async Task PriceAsync(string item) => _items.Add($"{item}={await LookUpAsync(item)}");

    [Signal(Name = "clear")]
    public void Cancel() => _items.Clear();

    [Signal]
    public void Break() => throw new InvalidOperationException("broken");

    [Step]
    private Task<int> LookUpAsync(string item) => Task.FromResult(item.Length);
}

/// <summary>Goes on once two have voted.</summary>
public sealed class VoteWorkflow
{
    private readonly HashSet<string> _votes = [];

    [Workflow]
    public async Task<string> RunAsync() =>
        await Durable.Until(() => _votes.Count == 2, TimeSpan.FromDays(7)) ? string.Join(" ", _votes.Order()) : "too few";

    [Signal]
    public void Vote(string who) => _votes.Add(who);
}

public sealed class SignalTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    [Test]
    public async Task Signals_arrive_once_and_in_order()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("");
        foreach (var value in new[] { 1, 2, 3, 0 })
            await run.SignalAsync("add", value);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("1 2 3"));
    }

    [Test]
    public async Task Signal_sent_twice_with_one_id_counts_once()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("");
        for (var i = 0; i < 2; i++)
            await host.Client.SignalAsync(run.RunId, "add", 5, new() { Id = "five" });
        await run.SignalAsync("add", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("5"));
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event).OfType<SignalReceived>().Count(e => e.MessageId == "five"), Is.EqualTo(1));
    }

    [Test]
    public async Task Signals_that_came_before_a_crash_are_there_after_it()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("late");
        await Journal.Reached("holds").Soon();
        await run.SignalAsync("add", 1);
        await run.SignalAsync("add", 2);
        await host.CrashAsync();
        Journal.Reach("free");
        host = await StartHostAsync();
        await host.Client.SignalAsync(run.RunId, "add", 0);
        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("1 2"));
    }

    [Test]
    public async Task Wait_that_times_out_says_so_and_the_run_goes_on()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("limit");
        await Probe.Event<TimerStarted>(run.RunId);
        time.Advance(TimeSpan.FromDays(30));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("timed out"));
    }

    [Test]
    public async Task Run_that_waits_for_a_signal_only_is_let_go_and_taken_up_for_it()
    {
        var host = await StartHostAsync(o => o.EvictAfter = TimeSpan.FromMilliseconds(1));
        var run = await host.Client.StartTallyWorkflowAsync("");
        await Probe.Released(run.RunId).Soon();
        await run.SignalAsync("add", 4);
        await run.SignalAsync("add", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("4"));
    }

    [Test]
    public async Task Run_that_is_never_let_go_waits_for_its_signals_all_the_same()
    {
        var host = await StartHostAsync(o => o.EvictAfter = TimeSpan.MaxValue);
        var run = await host.Client.StartTallyWorkflowAsync("");
        await (Evicts ? Probe.Released(run.RunId) : Probe.Rested(run.RunId));
        await run.SignalAsync("add", 4);
        await run.SignalAsync("add", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("4"));
    }

    [Test]
    public async Task Run_that_a_signal_gave_nothing_to_do_waits()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVoteWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        await run.VoteAsync("Ann");
        await Probe.Event<SignalReceived>(run.RunId);
        await (Evicts ? Probe.Released(run.RunId, 2) : Probe.Rested(run.RunId));
        Assert.That((await host.Client.GetRunAsync(run.RunId))!.Status, Is.EqualTo(RunStatus.Waiting));
        await run.VoteAsync("Bea");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann Bea"));
    }

    [Test]
    public async Task What_was_not_wanted_goes_to_the_next_run()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("continue");
        foreach (var value in new[] { 1, 0, 2, 3, 0 })
            await run.SignalAsync("add", value);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("2 3"));
    }

    [Test]
    public async Task Methods_handle_their_signals_in_order_and_may_do_steps()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartBasketWorkflowAsync();
        await run.AddAsync("lost", 1);
        await run.SignalCancelAsync();
        await run.AddAsync("pen", 2);
        await run.PriceAsync("ink");
        await Probe.Event<StepCompleted>(run.RunId);
        await run.AddAsync("cap", 3, new() { Id = "cap" });
        await run.AddAsync("cap", 3, new() { Id = "cap" });
        await run.SignalCloseAsync(true);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("2xpen ink=3 3xcap"));
    }

    [Test]
    public async Task What_a_method_throws_fails_the_run()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartBasketWorkflowAsync();
        await run.BreakAsync();
        var e = await RefusedAsync("DS4007", () => run.ResultAsync());
        Assert.That(((WorkflowFailedException)e).Failure.Message, Is.EqualTo("broken"));
    }

    [Test]
    public async Task What_the_workflow_does_not_take_is_refused_with_what_it_takes()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartBasketWorkflowAsync();
        var unknown = await RefusedAsync("DS4012", () => run.SignalAsync("add", "pen"));
        Assert.That(unknown.Message, Does.Contain("Add(String item, Int32 count), Break(), Price(String item), clear(), close(Boolean payload)"));
        await RefusedAsync("DS4013", () => run.SignalAsync("close", "soon"));
        await RefusedAsync("DS4013", () => run.SignalAsync("close"));
        await RefusedAsync("DS2002", () => run.SignalAsync("Price", new string('x', 5_000_000)));
        Assert.That((await EventsAsync(host, run.RunId)).Select(e => e.Event), Has.None.InstanceOf<SignalReceived>());
    }

    [Test]
    public async Task Condition_holds_once_enough_signals_came()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVoteWorkflowAsync();
        await run.VoteAsync("Bea");
        await run.VoteAsync("Bea");
        await run.VoteAsync("Ann");
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann Bea"));
    }

    [Test]
    public async Task Condition_that_does_not_hold_in_time_says_so()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartVoteWorkflowAsync();
        await Probe.Event<TimerStarted>(run.RunId);
        await run.VoteAsync("Bea");
        await Probe.Event<SignalReceived>(run.RunId);
        time.Advance(TimeSpan.FromDays(7));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("too few"));
    }

    [Test]
    public async Task Signal_that_comes_with_the_start_is_the_first_and_goes_to_the_run_that_exists()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("", new() { IdempotencyKey = "k", Signal = SignalMessage.Of("add", 1, "one") });
        var again = await host.Client.StartTallyWorkflowAsync("", new() { IdempotencyKey = "k", Signal = SignalMessage.Of("add", 1, "one") });
        var other = await host.Client.StartTallyWorkflowAsync("", new() { IdempotencyKey = "k", Signal = SignalMessage.Of("add", 2, "two") });
        await run.SignalAsync("add", 0);
        Assert.That(await other.ResultAsync().Soon(), Is.EqualTo("1 2"));
        Assert.That(new[] { again.RunId, other.RunId }, Is.All.EqualTo(run.RunId));
        await RefusedAsync("DS4003", () => host.Client.StartTallyWorkflowAsync("", new() { IdempotencyKey = "k", Signal = SignalMessage.Of("add", 3, "three") }));
        await RefusedAsync("DS4012", () => host.Client.StartTallyWorkflowAsync("", new() { RunId = "never", Signal = SignalMessage.Of("subtract", 3) }));
        Assert.That(await host.Client.GetRunAsync("never"), Is.Null);
    }

    [Test]
    public async Task Signals_to_nobody_are_refused()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartTallyWorkflowAsync("");
        await RefusedAsync("DS4001", () => host.Client.SignalAsync("nobody", "add", 1));
        await RefusedAsync("DS4014", () => host.Client.SignalAsync(run.RunId, "", 1));
        await run.SignalAsync("add", 0);
        await run.ResultAsync().Soon();
        await RefusedAsync("DS4003", () => run.SignalAsync("add", 1));
    }
}
