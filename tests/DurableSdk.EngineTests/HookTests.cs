using System.Text;
using DurableSdk.Payloads;
using DurableSdk.Storage;

namespace DurableSdk.EngineTests;

/// <summary>The world outside answers a run: each delivery that was acknowledged counts once, and each refusal says why.</summary>
public sealed class HookTests(StoreKind kind, bool evict) : EngineTest(kind, evict)
{
    internal override bool CountsEvents => true;

    [Test]
    public async Task Delivery_by_the_drawn_token_makes_the_run_go_on()
    {
        var host = await StartHostAsync(o => o.HooksAddress = new Uri("https://shop.test/hooks/"));
        var run = await host.Client.StartVerdictWorkflowAsync("once");
        var token = await TokenAsync();

        var delivery = await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"), new() { Id = "mail-1" });

        Assert.That(delivery.IsRepeated, Is.False);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));
        var created = await Probe.Event<HookCreated>(run.RunId);
        Assert.That((created.Name, created.Token, created.Address), Is.EqualTo(("verdict", token, "https://shop.test/hooks/")));
        Assert.That(token, Does.Match("^[A-Za-z0-9]{32}$"));
        Assert.That(Log.Lines.Select(line => line.Text), Has.None.Contains(token));
    }

    [Test]
    public async Task Tokens_of_runs_with_one_seed_differ()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        var first = await Probe.Event<HookCreated>(run.RunId);
        var fork = await host.Client.ForkAsync(run.RunId, 1);
        var second = await Probe.Event<HookCreated>(fork.RunId);
        Assert.That(second.Token, Is.Not.EqualTo(first.Token));
    }

    [Test]
    public async Task Second_delivery_is_told_that_it_is_repeated_or_came_too_late()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("once");
        var token = await TokenAsync();
        await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"), new() { Id = "mail-1" });

        Assert.That((await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"), new() { Id = "mail-1" })).IsRepeated);
        var late = await RefusedAsync("DS4039", () => host.Client.ResumeHookAsync(token, new Verdict(false, "Bob")));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));
        await RefusedAsync("DS4039", () => host.Client.ResumeHookAsync(token, new Verdict(false, "Bob")));
        Assert.That((await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"), new() { Id = "mail-1" })).IsRepeated);
        Assert.That(late.Message, Does.Not.Contain(token).And.Not.Contain(run.RunId));
    }

    [Test]
    public async Task Unknown_tokens_and_runs_that_have_ended_are_told_apart()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        var token = await TokenAsync();
        await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"));
        await run.ResultAsync().Soon();

        await RefusedAsync("DS4037", () => host.Client.ResumeHookAsync(token, new Verdict(true, "Bob")));
        foreach (var unknown in new[] { "unknown", "", token[..^1], "../x", new string('x', 201) })
            await RefusedAsync("DS4035", () => host.Client.ResumeHookAsync(unknown, new Verdict(true, "Bob")));
        await RefusedAsync("DS4014", () => host.Client.ResumeHookAsync(token, new Verdict(true, "Bob"), new() { Id = "a\u001fb" }));
        Assert.That(await host.Client.PurgeAsync(TimeSpan.Zero), Is.EqualTo(1));
        await RefusedAsync("DS4035", () => host.Client.ResumeHookAsync(token, new Verdict(true, "Bob")));
    }

    [Test]
    public async Task Delivery_that_does_not_fit_is_refused_with_what_the_hook_takes_and_changes_nothing()
    {
        var host = await StartHostAsync(o => o.PayloadBytesMax = 2000);
        var run = await host.Client.StartVerdictWorkflowAsync("once");
        var token = await TokenAsync();

        var wrong = await RefusedAsync("DS4038", () => host.Client.ResumeHookAsync(token, 5));
        Assert.That(wrong.Message, Does.Contain("DurableSdk.EngineTests.Verdict").And.Not.Contain(token));
        foreach (var json in new[] { "", "{", "[1", "{\"IsApproved\":true}}", "true, 1", "\"\\ud800\"" })
            await RefusedAsync("DS4038", () => host.Client.ResumeHookWithJsonAsync(token, Encoding.UTF8.GetBytes(json)));
        await RefusedAsync("DS2002", () => host.Client.ResumeHookAsync(token, new Verdict(true, new string('x', 3000))));
        await RefusedAsync("DS2002", () => host.Client.ResumeHookWithJsonAsync(token, Encoding.UTF8.GetBytes($"\"{new string('x', 3000)}\"")));

        await host.Client.ResumeHookWithJsonAsync(token, "{ \"IsApproved\": true, \"By\": \"Ann\" }"u8.ToArray());
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));
    }

    [Test]
    public async Task Json_from_outside_must_have_what_the_type_requires_and_a_delivery_of_the_program_is_its_own_affair()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("once");
        var token = await TokenAsync();

        foreach (var json in new[] { "{}", """{"isApproved":true,"by":"Ann"}""", """{"IsApproved":true}""", """{"IsApproved":true,"By":null}""" })
            await RefusedAsync("DS4038", () => host.Client.ResumeHookWithJsonAsync(token, Encoding.UTF8.GetBytes(json)));

        await host.Client.ResumeHookAsync(token, new Verdict(true, null!));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(" True"));
    }

    [Test]
    public async Task Json_that_is_not_in_utf8_is_refused_and_a_byte_order_mark_skipped()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("once");
        var token = await TokenAsync();

        const string Json = """{"IsApproved":true,"By":"Jürgen"}""";
        var wrong = await RefusedAsync("DS4038", () => host.Client.ResumeHookWithJsonAsync(token, Encoding.Latin1.GetBytes(Json)));
        Assert.That(wrong.Message, Does.Contain("UTF-8"));
        await host.Client.ResumeHookWithJsonAsync(token, (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Json)]);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Jürgen True"));
    }

    [Test]
    public async Task Deliveries_come_once_and_in_order_and_wait_until_they_are_wanted()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartReadingsWorkflowAsync("meter-1", 100, "");
        await Probe.Event<HookCreated>(run.RunId);
        for (var i = 1; i <= 5; i++)
        {
            await host.Client.ResumeHookAsync("meter-1", i, new() { Id = $"{i}" });
            await host.Client.ResumeHookAsync("meter-1", i, new() { Id = $"{i}" });
        }

        await host.Client.ResumeHookAsync("meter-1", 0);
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("1 2 3 4 5"));
    }

    [Test]
    public async Task Delivery_before_the_code_awaits_survives_a_crash()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("late");
        await Journal.Reached("holds");
        await host.Client.ResumeHookAsync(await TokenAsync(), new Verdict(true, "Ann"));
        await host.CrashAsync();
        Journal.Reach("free");

        host = await StartHostAsync();

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("Ann True"));
    }

    [Test]
    public async Task What_arrives_while_a_chain_goes_on_is_neither_lost_nor_doubled()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartReadingsWorkflowAsync("meter-1", 3, "");
        await Probe.Event<HookCreated>(run.RunId);
        foreach (var i in Enumerable.Range(1, 20).Append(0))
            await host.Client.ResumeHookAsync("meter-1", i, new() { Id = $"{i}" });

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo(string.Join(" ", Enumerable.Range(1, 20))));
        var links = await host.Client.ListRunsAsync(new RunQuery { FirstRunId = run.RunId, Limit = 100 });
        Assert.That(links, Has.Count.EqualTo(7));
    }

    [Test]
    public async Task Token_that_is_taken_is_refused_to_the_second_run_alone()
    {
        var host = await StartHostAsync();
        var first = await host.Client.StartVerdictWorkflowAsync("token order-7");
        await TokenAsync();
        var second = await host.Client.StartRivalWorkflowAsync("order-7");
        var free = await host.Client.StartRivalWorkflowAsync("order-8");

        Assert.That(await second.ResultAsync().Soon(), Is.EqualTo("DS1027"));
        var refused = await Probe.Event<HookCreated>(second.RunId);
        Assert.That(refused.Report, Does.Contain(first.RunId).And.Contain("HookWorkflows.cs").And.Not.Contain("order-7"));
        await Probe.Event<HookCreated>(free.RunId);
        await host.Client.ResumeHookAsync("order-8", "fine");
        Assert.That(await free.ResultAsync().Soon(), Is.EqualTo("fine"));
        await host.Client.ResumeHookAsync("order-7", new Verdict(true, "Ann"));
        Assert.That(await first.ResultAsync().Soon(), Is.EqualTo("Ann True"));

        var third = await host.Client.StartRivalWorkflowAsync("order-7");
        await Probe.Event<HookCreated>(third.RunId, created => created.Code is null);
        await host.Client.ResumeHookAsync("order-7", "free again");
        Assert.That(await third.ResultAsync().Soon(), Is.EqualTo("free again"));
    }

    [Test]
    public async Task Closed_hook_refuses_and_leaves_what_it_got_to_the_next_of_its_token()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartReopeningWorkflowAsync("door");
        await Journal.Reached("at first");
        await host.Client.ResumeHookAsync("door", 1);
        Journal.Reach("past first");
        await Journal.Reached("at between");
        await RefusedAsync("DS4036", () => host.Client.ResumeHookAsync("door", 2));
        Journal.Reach("past between");
        await Probe.Event<HookCreated>(run.RunId, created => created.Name == "second");
        await host.Client.ResumeHookAsync("door", 3);

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("1 3"));
        Assert.That((await EventsAsync(host, run.RunId)).Count(entry => entry.Event is HookClosed), Is.EqualTo(2));
    }

    [Test]
    public async Task Hook_expires_at_its_time_and_later_deliveries_are_told()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("expires");
        var token = await TokenAsync();
        await Probe.Event<HookCreated>(run.RunId);
        await WaitingAsync(run.RunId);

        time.Advance(TimeSpan.FromDays(7));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("nobody"));
        Assert.That((await Probe.Event<HookExpired>(run.RunId)).Id, Is.EqualTo("CreateHook#1"));
        await RefusedAsync("DS4036", () => host.Client.ResumeHookAsync(token, new Verdict(true, "Ann")));
    }

    [Test]
    public async Task Stream_ends_with_the_hooks_time_after_all_that_came_before()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartGuestbookWorkflowAsync("guests");
        await Probe.Event<HookCreated>(run.RunId);
        await host.Client.ResumeHookAsync("guests", "Ann");
        await Journal.Reached("signed Ann");
        await host.Client.ResumeHookAsync("guests", "Bob");
        await Journal.Reached("signed Bob");
        await WaitingAsync(run.RunId);

        time.Advance(TimeSpan.FromDays(1));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann Bob"));
    }

    [Test]
    public async Task Delivery_that_was_acknowledged_before_the_end_of_the_hook_is_recorded_before_it()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartGuestbookWorkflowAsync("guests");
        await Probe.Event<HookCreated>(run.RunId);
        await WaitingAsync(run.RunId);
        var delivered = false;
        Probe.OnCall = call =>
        {
            // The hook's time has come and its row isn't closed yet: the last moment at which a sender, whose clock is a little behind, is told yes.
            if (call is not { Operation: StoreOperation.CloseHook, IsDone: false } || delivered)
                return;
            delivered = true;
            var body = HookBody.Write(new HookResumed("CreateHook#1", "guests", "[\"Zoe\"]"u8.ToArray(), null));
            var result = host.Store.ResumeHookAsync(Hosting.HookTokens.HashOf("guests"), new InboxMessage(InboxKind.Hook, body, time.GetUtcNow().AddSeconds(-1)), default).AsTask().GetAwaiter().GetResult();
            Assert.That(result, Is.EqualTo(HookResult.Accepted));
        };

        time.Advance(TimeSpan.FromDays(1));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Zoe"));
        Assert.That(delivered);
    }

    [Test]
    public async Task Host_that_dies_between_closing_a_hook_and_recording_its_end_ends_it_once()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartGuestbookWorkflowAsync("guests");
        await Probe.Event<HookCreated>(run.RunId);
        await host.Client.ResumeHookAsync("guests", "Ann");
        await Journal.Reached("signed Ann");
        await WaitingAsync(run.RunId);
        var closed = new TaskCompletionSource();
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.CloseHook, IsDone: true } || !closed.TrySetResult())
                return;
            throw new DurableException("DS3005", "The process dies before it hears of it.");
        };
        time.Advance(TimeSpan.FromDays(1));
        await closed.Task.Soon();
        await host.CrashAsync();

        host = await StartHostAsync();

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("Ann"));
        Assert.That((await EventsAsync(host, run.RunId)).Count(entry => entry.Event is HookExpired), Is.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Host_that_ends_while_a_hook_is_closed_beside_something_else_goes_on(bool crashes)
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartParlourWorkflowAsync("parlour");
        await Probe.Event<TimerStarted>(run.RunId);
        var recorded = new TaskCompletionSource();
        Probe.OnCall = call =>
        {
            if (call is not { Operation: StoreOperation.Append, IsDone: true } || call.Append!.Events.All(e => e.Kind != EventKind.TimerCanceled) || !recorded.TrySetResult())
                return;
            if (crashes)
                throw new DurableException("DS3005", "The process dies before it hears of it.");
        };
        await host.Client.ResumeHookAsync("parlour", "Ann");
        await recorded.Task.Soon();
        await (crashes ? host.CrashAsync() : host.StopAsync());
        Probe.OnCall = null;

        host = await StartHostAsync();

        Assert.That(await host.Client.GetHandle<string>(run.RunId).ResultAsync().Soon(), Is.EqualTo("Ann left"));
    }

    [Test]
    public async Task Append_that_commits_and_reports_a_failure_makes_one_hook()
    {
        var failures = 2;
        Probe.OnCall = call =>
        {
            if (call is { Operation: StoreOperation.Append, IsDone: true, Append.Hooks.Count: > 0 } && Interlocked.Decrement(ref failures) >= 0)
                throw new DurableException("DS3005", "The test's store is unavailable.");
        };
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        await host.Client.ResumeHookAsync(await TokenAsync(), new Verdict(true, "Ann"));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));
        Assert.That((await EventsAsync(host, run.RunId)).Count(entry => entry.Event is HookCreated), Is.EqualTo(1));
        Assert.That(failures, Is.Not.EqualTo(2));
    }

    [Test]
    public async Task Time_limit_on_a_wait_leaves_the_hook_open()
    {
        var time = UseManualTime();
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("limit");
        await Probe.Event<TimerStarted>(run.RunId);
        await WaitingAsync(run.RunId);
        time.Advance(TimeSpan.FromDays(3));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("nobody"));
    }

    [Test]
    public async Task Cancelling_ends_the_wait_at_a_hook()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        var token = await TokenAsync();
        await run.CancelAsync();
        Assert.That(async () => await run.ResultAsync().Soon(), Throws.InstanceOf<WorkflowCanceledException>());
        await RefusedAsync("DS4037", () => host.Client.ResumeHookAsync(token, new Verdict(true, "Ann")));
    }

    [Test]
    public async Task Position_shows_an_open_hook()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        await TokenAsync();
        await Probe.Event<StepCompleted>(run.RunId);

        var position = await host.Client.GetPositionAsync(run.RunId);

        Assert.That(position.Open.Select(state => state.Id), Is.EqualTo(["CreateHook#1"]));
    }

    [Test]
    public async Task Fork_leaves_the_hooks_of_the_copied_part_to_its_origin()
    {
        var host = await StartHostAsync();
        var run = await host.Client.StartVerdictWorkflowAsync("");
        var token = await TokenAsync();
        await Probe.Event<StepCompleted>(run.RunId);
        var fork = await host.Client.ForkAsync(run.RunId, 3);

        await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"));

        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));
        Assert.That((await EventsAsync(host, fork.RunId)).Count(entry => entry.Event is HookResumed), Is.Zero);
        Assert.That((await fork.GetRunAsync()).Status, Is.LessThan(RunStatus.Completed));
        await fork.TerminateAsync();
    }

    [Test]
    public async Task Token_is_encrypted_in_the_log_and_not_in_the_store_elsewhere()
    {
        var aes = new AesGcmPayloadCodec("key", new byte[32]);
        Probe.Codec = new EventCodec(new PayloadCodecs([aes], [], 1_000_000));
        var host = await StartHostAsync(o => o.UseCodec(aes));
        var run = await host.Client.StartVerdictWorkflowAsync("");
        var token = await TokenAsync();
        await host.Client.ResumeHookAsync(token, new Verdict(true, "Ann"));
        Assert.That(await run.ResultAsync().Soon(), Is.EqualTo("Ann True"));

        var stored = await host.Store.ReadEventsAsync(run.RunId, 0, 100, default);

        Assert.That(stored.Select(e => Encoding.UTF8.GetString(e.Body.Span)), Has.None.Contains(token));
        Assert.That((await EventsAsync(host, run.RunId)).Select(entry => entry.Event).OfType<HookResumed>().Single().Token, Is.EqualTo(token));
        if (Kind != StoreKind.Sqlite)
            return;
        await host.StopAsync();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(DatabasePath)!))
            Assert.That(Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file)), Does.Not.Contain(token), file);
    }

    private async Task<string> TokenAsync()
    {
        await Journal.Reached("mailed");
        return Journal.Lines.Last(line => line.StartsWith("token ", StringComparison.Ordinal))[6..];
    }

    /// <summary>The run's timers are set: it has come to rest, or was let go.</summary>
    private async Task WaitingAsync(string runId) => await Task.WhenAny(Probe.Rested(runId), Probe.Released(runId));
}
