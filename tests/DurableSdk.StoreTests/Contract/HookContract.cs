namespace DurableSdk.StoreTests.Contract;

/// <summary>Hooks that an append makes, and what is delivered to them. Whatever text stands for a token's hash.</summary>
public abstract class HookContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Delivery_wakes_the_run_and_lies_in_its_inbox()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Hooks = [Hook("a")] });

        Assert.That(await ResumeAsync("a", "yes", "id-1"), Is.EqualTo(HookResult.Accepted));

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Waiting, 2, true, false, 0)));
        var entry = (await owner.ReadInboxAsync("run-1", None)).Single();
        Assert.That((entry.Message.Kind, Text(entry.Message.Body), entry.Message.Id), Is.EqualTo((InboxKind.Hook, "yes", "id-1")));
    }

    [Test]
    public async Task Delivery_wakes_a_run_that_was_released()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Hooks = [Hook("a")] });
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, null, None);
        await ResumeAsync("a");
        Assert.That((await ClaimOneAsync(owner)).HasInbox);
    }

    [Test]
    public async Task Hook_is_found_with_its_run_and_what_it_takes()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a", expiresAt: Start.AddDays(7), max: 1), Hook("b", "CreateHook#2")] });

        Assert.That(await Store.FindHookAsync("a", None), Is.EqualTo(new HookRecord("CreateHook#1", "run-1", Orders, "Shop.Approval", Start.AddDays(7), 1)));
        Assert.That(await Store.FindHookAsync("b", None), Is.EqualTo(new HookRecord("CreateHook#2", "run-1", Orders, "Shop.Approval", null, null)));
        Assert.That(await Store.FindHookAsync("c", None), Is.Null);
        Assert.That(await ResumeAsync("c"), Is.EqualTo(HookResult.NotFound));
    }

    [Test]
    public async Task Delivery_with_the_id_of_an_earlier_one_is_repeated_also_when_the_hook_is_over()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a", max: 1)] });
        await ResumeAsync("a", id: "id-1");

        Assert.That(await ResumeAsync("a", id: "id-1"), Is.EqualTo(HookResult.Repeated));
        Assert.That(await ResumeAsync("a", id: "id-2"), Is.EqualTo(HookResult.AlreadyDelivered));
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.AlreadyDelivered));
        await CommitAsync(owner, Append("run-1", 2, RunStatus.Completed));
        Assert.That(await ResumeAsync("a", id: "id-1"), Is.EqualTo(HookResult.Repeated));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Hook_takes_deliveries_until_its_time_and_until_it_is_closed()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a", expiresAt: Start.AddSeconds(60)), Hook("b", "CreateHook#2")] });

        Assert.That(await ResumeAsync("a", at: Start.AddSeconds(59)), Is.EqualTo(HookResult.Accepted));
        Assert.That(await ResumeAsync("a", at: Start.AddSeconds(60)), Is.EqualTo(HookResult.Expired));
        await owner.CloseHookAsync("run-1", "CreateHook#2", None);
        Assert.That(await ResumeAsync("b"), Is.EqualTo(HookResult.Closed));
        await owner.CloseHookAsync("run-1", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a", at: Start), Is.EqualTo(HookResult.Closed));
    }

    [Test]
    public async Task Closing_a_hook_needs_the_run_in_hand()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Hooks = [Hook("a")] });
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, null, None);
        await owner.CloseHookAsync("run-1", "CreateHook#1", None);
        await owner.CloseHookAsync("unknown", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.Accepted));

        await ClaimOneAsync(owner);
        var other = await OwnAsync(await OpenAsync(), takeOver: true);
        await owner.CloseHookAsync("run-1", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.Accepted), "the former owner is fenced");
        await ClaimAsync(other);
        await other.CloseHookAsync("run-1", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.Closed));
    }

    [TestCase(RunStatus.Completed)]
    [TestCase(RunStatus.Failed)]
    [TestCase(RunStatus.Canceled)]
    public async Task End_of_the_run_closes_its_hooks(RunStatus end)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a")] });
        await CommitAsync(owner, Append("run-1", 2, end));
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.RunFinished));
    }

    [Test]
    public async Task Termination_closes_the_runs_hooks()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a")] });
        await Store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.RunFinished));
    }

    [Test]
    public async Task Token_of_another_open_hook_refuses_the_append_and_changes_nothing()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a")] });

        var result = await AppendAsync(owner, Append("run-2", 1) with { Hooks = [Hook("b"), Hook("a", "CreateHook#2"), Hook("b", "CreateHook#3")] });

        Assert.That((result.Outcome, result.LastSequence), Is.EqualTo((AppendOutcome.HookRefused, 1L)));
        Assert.That(result.HookOwners, Is.EqualTo([null, "run-1", "run-2"]));
        Assert.That(await Store.FindHookAsync("b", None), Is.Null);
        Assert.That(await EventsAsync("run-2"), Has.Count.EqualTo(1));
        var own = await AppendAsync(owner, Append("run-1", 2) with { Hooks = [Hook("a", "CreateHook#2")] });
        Assert.That(own.HookOwners, Is.EqualTo(["run-1"]), "also of the same run");
    }

    [TestCase("closed")]
    [TestCase("expired")]
    [TestCase("finished")]
    public async Task Token_of_a_hook_that_is_over_is_free(string how)
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a", expiresAt: how == "expired" ? Start.AddSeconds(1) : null, max: 1)] });
        if (how != "expired")
            await ResumeAsync("a");
        if (how == "closed")
            await owner.CloseHookAsync("run-1", "CreateHook#1", None);
        if (how == "finished")
            await CommitAsync(owner, Append("run-1", 2, RunStatus.Completed));

        await CommitAsync(owner, Append("run-2", 1) with { Hooks = [Hook("a")] });

        await owner.CloseHookAsync("run-1", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.Accepted));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Hook_of_a_run_that_continued_delivers_to_the_last_of_its_chain_which_may_make_it_anew()
    {
        await CreateAsync(Run("first"));
        await CreateAsync(Run("other"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("first", 1) with { Hooks = [Hook("a", max: 2)] });
        await ResumeAsync("a", "1", "id-1");
        await CommitAsync(owner, Continue("first", 2, "second"));
        await ResumeAsync("a", "2", "id-2");
        Assert.That(await ResumeAsync("a", "1", "id-1"), Is.EqualTo(HookResult.Repeated));
        Assert.That((await owner.ReadInboxAsync("second", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["1", "2"]));

        var refused = await AppendAsync(owner, Append("other", 1) with { Hooks = [Hook("a")] });
        Assert.That(refused.HookOwners, Is.EqualTo(["second"]), "it lives on in the chain");
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("second", 1) with { Hooks = [Hook("a", max: 1)] });
        Assert.That(await ResumeAsync("a", "3"), Is.EqualTo(HookResult.Accepted), "the new hook counts anew");
        Assert.That((await Store.FindHookAsync("a", None))!.RunId, Is.EqualTo("second"));
        await CommitAsync(owner, Append("second", 2, RunStatus.Completed));
        Assert.That(await ResumeAsync("a", "4", at: Start), Is.EqualTo(HookResult.AlreadyDelivered));
    }

    [Test]
    public async Task Hook_that_nobody_makes_anew_ends_with_the_chain()
    {
        var owner = await OwnRunAsync("first");
        await CommitAsync(owner, Append("first", 1) with { Hooks = [Hook("a")] });
        await CommitAsync(owner, Continue("first", 2, "second"));
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Append("second", 1, RunStatus.Completed));
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.RunFinished));
    }

    [Test]
    public async Task Open_hook_of_a_run_that_was_purged_lives_on_in_the_chain()
    {
        await CreateAsync(Run("first"));
        await CreateAsync(Run("other"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("first", 1) with { Hooks = [Hook("a"), Hook("b", "CreateHook#2")] });
        await owner.CloseHookAsync("first", "CreateHook#2", None);
        await CommitAsync(owner, Continue("first", 2, "second"));
        await ClaimAsync(owner);
        Assert.That((await Store.PurgeAsync(new PurgeRequest(Start.AddDays(1), KeepKeys: true, Start.AddDays(1), 0, 100), None)).Purged, Is.EqualTo(1));

        Assert.That(await ResumeAsync("a", "1"), Is.EqualTo(HookResult.Accepted));
        Assert.That(await ResumeAsync("b"), Is.EqualTo(HookResult.NotFound), "it was closed");
        Assert.That((await Store.FindHookAsync("a", None))!.RunId, Is.EqualTo("second"));
        await owner.CloseHookAsync("second", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a", "2"), Is.EqualTo(HookResult.Accepted), "the next run's hook of that id is another");
        Assert.That((await AppendAsync(owner, Append("other", 1) with { Hooks = [Hook("a")] })).HookOwners, Is.EqualTo(["second"]));
        await CommitAsync(owner, Append("second", 1) with { Hooks = [Hook("a", max: 1)] });
        Assert.That((await owner.ReadInboxAsync("second", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["1", "2"]));
        await owner.CloseHookAsync("second", "CreateHook#1", None);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.Closed));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task Purge_forgets_the_hooks_of_the_run(bool keepsKey)
    {
        await CreateAsync(Run("run-1", key: keepsKey ? "key" : null));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a")] });
        await CommitAsync(owner, Append("run-1", 2, RunStatus.Completed));

        Assert.That((await Store.PurgeAsync(new PurgeRequest(Start.AddDays(1), KeepKeys: true, Start.AddDays(1), 0, 100), None)).Purged, Is.EqualTo(1));

        Assert.That(await Store.FindHookAsync("a", None), Is.Null);
        Assert.That(await ResumeAsync("a"), Is.EqualTo(HookResult.NotFound));
    }

    [Test]
    public async Task Hook_is_known_after_a_crash()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting) with { Hooks = [Hook("a", max: 2)] });
        await ResumeAsync("a");
        var other = await OpenAsync();
        await CrashAsync(Store);

        Assert.That(await other.ResumeHookAsync("a", Delivery(), None), Is.EqualTo(HookResult.Accepted));
        Assert.That(await other.ResumeHookAsync("a", Delivery(), None), Is.EqualTo(HookResult.AlreadyDelivered));
    }

    [Test]
    public async Task Deliveries_that_race_are_as_many_as_the_hook_takes()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1) with { Hooks = [Hook("a", max: 3)] });

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => ResumeAsync("a", $"{i}"))));

        Assert.That(results.Count(result => result == HookResult.Accepted), Is.EqualTo(3));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(3));
    }

    private Task<HookResult> ResumeAsync(string token, string body = "yes", string? id = null, DateTimeOffset? at = null) =>
        Store.ResumeHookAsync(token, Delivery(body, id, at), None).AsTask();
}
