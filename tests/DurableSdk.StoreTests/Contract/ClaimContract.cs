namespace DurableSdk.StoreTests.Contract;

public abstract class ClaimContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Pending_run_is_claimed_once()
    {
        await CreateAsync(Run("run-1"));
        var owner = await OwnAsync(Store);

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Pending, 1, false, true, 0)));
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
    }

    [Test]
    public async Task Pending_run_is_claimed_at_once_even_if_its_client_has_a_clock_ahead()
    {
        await CreateAsync(Run("run-1", createdAt: Start.AddDays(1)));

        await ClaimOneAsync(await OwnAsync(Store), Start);
    }

    [Test]
    public async Task Run_with_a_start_time_is_claimed_then_and_not_before()
    {
        await CreateAsync(Run("run-1", startAt: Start.AddHours(1)));
        var owner = await OwnAsync(Store);

        var early = await ClaimAsync(owner);
        Assert.That((early.Runs.Count, early.NextWakeAt), Is.EqualTo((0, (DateTimeOffset?)Start.AddHours(1))));
        await ClaimOneAsync(owner, Start.AddHours(1));
    }

    [Test]
    public async Task Limit_takes_the_longest_due_first_and_says_that_there_is_more()
    {
        await CreateAsync(Run("late", startAt: Start.AddSeconds(-1)));
        await CreateAsync(Run("early", startAt: Start.AddSeconds(-3)));
        await CreateAsync(Run("between", createdAt: Start.AddSeconds(-2)));
        var owner = await OwnAsync(Store);

        var first = await ClaimAsync(owner, limit: 2);
        Assert.That(first.Runs.Select(run => run.RunId), Is.EqualTo(["early", "between"]));
        Assert.That(first.MayHaveMore);
        var second = await ClaimAsync(owner, limit: 2);
        Assert.That(second.Runs.Select(run => run.RunId), Is.EqualTo(["late"]));
        Assert.That(second.MayHaveMore, Is.False);
    }

    [Test]
    public async Task Unknown_workflow_and_version_are_left_alone()
    {
        await CreateAsync(Run("other", Returns));
        await CreateAsync(Run("newer", new WorkflowKey("Orders", 2)));
        await CreateAsync(Run("returns-later", Returns, startAt: Start.AddMinutes(1)));
        await CreateAsync(Run("run-1"));
        var owner = await OwnAsync(Store);

        var claimed = await ClaimAsync(owner);
        Assert.That(claimed.Runs.Select(run => run.RunId), Is.EqualTo(["run-1"]));
        Assert.That(claimed.NextWakeAt, Is.Null);
        Assert.That((await GetAsync("other")).Status, Is.EqualTo(RunStatus.Pending));
        Assert.That((await ClaimAsync(owner, 10, Start, Returns, new WorkflowKey("Orders", 2))).Runs, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Waiting_run_is_claimed_when_its_time_has_come()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, wakeAt: Start.AddHours(24)));
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, Start.AddHours(24), None);

        var before = await ClaimAsync(owner, now: Start.AddHours(23));
        Assert.That((before.Runs.Count, before.NextWakeAt), Is.EqualTo((0, (DateTimeOffset?)Start.AddHours(24))));
        Assert.That(await ClaimOneAsync(owner, Start.AddHours(24)), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Waiting, 2, false, true, 0)));
    }

    [Test]
    public async Task Claimed_run_is_neither_given_again_nor_announced_when_its_time_comes()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, wakeAt: Start.AddHours(1)));

        var claimed = await ClaimAsync(owner);
        Assert.That((claimed.Runs.Count, claimed.NextWakeAt), Is.EqualTo((0, (DateTimeOffset?)null)));
        Assert.That((await ClaimAsync(owner, now: Start.AddHours(2))).Runs, Is.Empty);
    }

    [Test]
    public async Task Released_run_is_claimable_again_by_how_it_stood()
    {
        foreach (var runId in (string[])["pending", "running", "waiting", "blocked", "finished"])
            await CreateAsync(Run(runId));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("running", 1));
        await CommitAsync(owner, Append("waiting", 1, RunStatus.Waiting));
        await CommitAsync(owner, Append("blocked", 1, RunStatus.Blocked, build: "build-1"));
        await CommitAsync(owner, Append("finished", 1, RunStatus.Completed));

        await owner.ReleaseAsync("pending", RunStatus.Pending, Start, None);
        await owner.ReleaseAsync("running", RunStatus.Waiting, Start.AddSeconds(-1), None);
        await owner.ReleaseAsync("waiting", RunStatus.Waiting, null, None);
        await owner.ReleaseAsync("blocked", RunStatus.Blocked, null, None);
        await owner.ReleaseAsync("finished", RunStatus.Running, Start, None);
        await owner.ReleaseAsync("unknown", RunStatus.Running, Start, None);

        var claimed = await ClaimAsync(owner);
        Assert.That(claimed.Runs.Select(run => (run.RunId, run.Status)), Is.EquivalentTo([("pending", RunStatus.Pending), ("running", RunStatus.Waiting)]));
        Assert.That(claimed.Runs.All(run => run is { IsNew: true, CrashedRecoveries: 0 }));
        Assert.That((await GetAsync("finished")).Status, Is.EqualTo(RunStatus.Completed));
    }

    [Test]
    public async Task Released_run_with_messages_is_claimable_at_once()
    {
        await CreateAsync(Run("waiting"));
        await CreateAsync(Run("blocked"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("waiting", 1, RunStatus.Waiting, wakeAt: Start.AddHours(1)));
        await CommitAsync(owner, Append("blocked", 1, RunStatus.Blocked, build: "build-1"));
        await Store.SendAsync("waiting", Message(), None);
        await Store.SendAsync("blocked", Message(kind: InboxKind.Resume), None);
        await owner.ReleaseAsync("waiting", RunStatus.Waiting, Start.AddHours(1), None);
        await owner.ReleaseAsync("blocked", RunStatus.Blocked, null, None);

        var claimed = await ClaimAsync(owner);
        Assert.That(claimed.Runs.Select(run => run.RunId), Is.EquivalentTo(["waiting", "blocked"]));
        Assert.That(claimed.Runs.All(run => run is { IsNew: true, HasInbox: true }));
    }

    [Test]
    public async Task What_a_dead_owner_had_in_hand_is_claimed_by_the_next_and_counted()
    {
        foreach (var runId in (string[])["untouched", "claimed", "running", "waiting", "finished"])
            await CreateAsync(Run(runId, startAt: runId == "untouched" ? Start.AddDays(1) : null));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("running", 1));
        await CommitAsync(owner, Append("waiting", 1, RunStatus.Waiting, wakeAt: Start.AddHours(1)));
        await CommitAsync(owner, Append("finished", 1, RunStatus.Completed));
        await CrashAsync(Store);

        var next = await OwnAsync(await OpenAsync());

        var claimed = await ClaimAsync(next);
        Assert.That(
            claimed.Runs.Select(run => (run.RunId, run.Status, run.CrashedRecoveries)),
            Is.EquivalentTo([("claimed", RunStatus.Pending, 1), ("running", RunStatus.Running, 1)]));
        Assert.That(claimed.NextWakeAt, Is.EqualTo(Start.AddHours(1)));
    }

    [Test]
    public async Task Crashes_are_counted_until_an_append()
    {
        await CreateAsync(Run("run-1"));
        for (var crashes = 0; crashes < 3; crashes++)
        {
            var store = await OpenAsync();
            Assert.That((await ClaimOneAsync(await OwnAsync(store))).CrashedRecoveries, Is.EqualTo(crashes));
            await CrashAsync(store);
        }

        var healthy = await OpenAsync();
        var owner = await OwnAsync(healthy);
        Assert.That((await ClaimOneAsync(owner)).CrashedRecoveries, Is.EqualTo(3));
        await CommitAsync(owner, Append("run-1", 1));
        await CrashAsync(healthy);
        Assert.That((await ClaimOneAsync(await OwnAsync(await OpenAsync()))).CrashedRecoveries, Is.EqualTo(1));
    }

    [Test]
    public async Task Crashes_are_counted_on_where_nothing_but_the_begin_of_a_step_is_appended()
    {
        await CreateAsync(Run("run-1"));
        for (var crashes = 0; crashes < 3; crashes++)
        {
            var store = await OpenAsync();
            var owner = await OwnAsync(store);
            var claimed = await ClaimOneAsync(owner);
            Assert.That(claimed.CrashedRecoveries, Is.EqualTo(crashes));
            await CommitAsync(owner, Append("run-1", claimed.LastSequence) with { Events = [Event(claimed.LastSequence + 1, EventKind.StepStarted)] });
            await CrashAsync(store);
        }

        var last = await OwnAsync(await OpenAsync());
        await ClaimOneAsync(last);
        await CommitAsync(last, Append("run-1", 4, RunStatus.Waiting, wakeAt: Start));
        await last.ReleaseAsync("run-1", RunStatus.Waiting, Start, None);
        Assert.That((await ClaimOneAsync(last)).CrashedRecoveries, Is.Zero);
    }

    [Test]
    public async Task Messages_that_are_left_on_purpose_do_not_wake_the_run_and_the_next_one_does()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);
        await Store.SendAsync("run-1", Message(), None);
        var left = (await owner.ReadInboxAsync("run-1", None))[^1].Position;
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Blocked, build: "build-1"));
        await owner.ReleaseAsync("run-1", RunStatus.Blocked, null, left, None);
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);

        await Store.SendAsync("run-1", Message(kind: InboxKind.Resume), None);
        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Blocked, 2, true, true, 0) { BlockedBuild = "build-1" }));
        await owner.ReleaseAsync("run-1", RunStatus.Blocked, null, left, None);
        Assert.That((await ClaimOneAsync(owner)).HasInbox, "one of them came before the release, and isn't among those");
    }

    [Test]
    public async Task Owner_that_gives_up_leaves_its_runs_claimable_and_uncounted()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await CreateAsync(Run("run-2"));
        await ClaimAsync(owner);
        await owner.DisposeAsync();

        var claimed = await ClaimAsync(await OwnAsync(await OpenAsync()));
        Assert.That(claimed.Runs.Select(run => (run.RunId, run.CrashedRecoveries)), Is.EquivalentTo([("run-1", 0), ("run-2", 0)]));
    }

    [TestCase("build-1", 0)]
    [TestCase("build-2", 1)]
    public async Task Blocked_run_is_claimable_for_another_build_only(string build, int expected)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Blocked, build: "build-1"));
        await owner.DisposeAsync();

        var claimed = await ClaimAsync(await OwnAsync(await OpenAsync(), build));
        Assert.That(claimed.Runs, Has.Count.EqualTo(expected));
        Assert.That(claimed.Runs.All(run => run is { Status: RunStatus.Blocked, IsNew: true, CrashedRecoveries: 0 }));
    }

    [Test]
    public async Task Claims_that_race_give_every_run_once()
    {
        for (var i = 0; i < 200; i++)
            await CreateAsync(Run($"run-{i}"));
        var owner = await OwnAsync(Store);

        var claims = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => ClaimAsync(owner, limit: 7))));

        var runs = claims.SelectMany(claim => claim.Runs).Select(run => run.RunId).ToList();
        Assert.That(runs, Has.Count.EqualTo(200));
        Assert.That(runs, Is.Unique);
    }

    [Test]
    public async Task Run_that_comes_to_rest_waits_and_stays_claimed()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));

        await owner.RestAsync("run-1", Start.AddDays(1), None);

        var run = await GetAsync("run-1");
        Assert.That((run.Status, run.WakeAt, run.UpdatedAt), Is.EqualTo((RunStatus.Waiting, (DateTimeOffset?)Start.AddDays(1), Start.AddSeconds(2))));
        Assert.That((await ClaimAsync(owner, now: Start.AddDays(2))).Runs, Is.Empty);
        await CommitAsync(owner, Append("run-1", 2));
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Running));
    }

    [Test]
    public async Task Death_of_an_owner_is_not_put_down_to_a_run_at_rest()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await owner.RestAsync("run-1", Start, None);
        await CrashAsync(Store);

        var claimed = await ClaimOneAsync(await OwnAsync(await OpenAsync()));
        Assert.That((claimed.Status, claimed.CrashedRecoveries), Is.EqualTo((RunStatus.Waiting, 0)));
    }

    [Test]
    public async Task Death_of_an_owner_is_not_put_down_to_a_run_that_rests_before_its_first_append()
    {
        var owner = await OwnRunAsync();
        await owner.RestAsync("run-1", null, None);
        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Waiting));
        await Store.SendAsync("run-1", Message(), None);
        await CrashAsync(Store);

        var claimed = await ClaimOneAsync(await OwnAsync(await OpenAsync()));
        Assert.That((claimed.Status, claimed.LastSequence, claimed.CrashedRecoveries), Is.EqualTo((RunStatus.Waiting, 1L, 0)));
    }

    [Test]
    public async Task Message_that_came_before_the_rest_is_reported()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1));
        await Store.SendAsync("run-1", Message(), None);

        await owner.RestAsync("run-1", null, None);

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Waiting, 2, true, false, 0)));
        await CrashAsync(Store);
        Assert.That((await ClaimOneAsync(await OwnAsync(await OpenAsync()))).HasInbox);
    }

    [TestCase(RunStatus.Blocked)]
    [TestCase(RunStatus.Completed)]
    public async Task Rest_of_a_run_that_does_not_run_changes_nothing(RunStatus status)
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, status, build: "build-1"));
        await CreateAsync(Run("run-2"));

        foreach (var runId in new[] { "run-1", "run-2", "unknown" })
            await owner.RestAsync(runId, Start, None);

        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(status));
        Assert.That((await GetAsync("run-2")).Status, Is.EqualTo(RunStatus.Pending));
    }
}
