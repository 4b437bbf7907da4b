namespace DurableSdk.StoreTests.Contract;

public abstract class ReadContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Unknown_run_is_null_and_has_no_events()
    {
        Assert.That(await Store.GetRunAsync("unknown", None), Is.Null);
        Assert.That(await Store.ReadEventsAsync("unknown", 0, 10, None), Is.Empty);
        Assert.That(await Store.ListRunsAsync(new RunQuery(), None), Is.Empty);
        Assert.That(await Store.CountRunsAsync(None), Is.Empty);
    }

    [Test]
    public async Task Events_are_read_in_pages()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, events: 9));

        Assert.That((await Store.ReadEventsAsync("run-1", 0, 4, None)).Select(stored => stored.Sequence), Is.EqualTo([1, 2, 3, 4]));
        Assert.That((await Store.ReadEventsAsync("run-1", 8, 4, None)).Select(stored => stored.Sequence), Is.EqualTo([9, 10]));
        Assert.That(await Store.ReadEventsAsync("run-1", 10, 4, None), Is.Empty);
    }

    [Test]
    public async Task Length_of_a_log_is_told_without_the_log()
    {
        Assert.That(await LengthAsync("run-1"), Is.Zero);
        var owner = await OwnRunAsync();
        Assert.That(await LengthAsync("run-1"), Is.EqualTo(1));
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, events: 3));
        Assert.That(await LengthAsync("run-1"), Is.EqualTo(4));
        await CommitAsync(owner, Append("run-1", 4, RunStatus.Waiting));
        Assert.That(await LengthAsync("run-1"), Is.EqualTo(5), "also where nothing else changes");
        await CommitAsync(owner, Append("run-1", 5));
        Assert.That(await LengthAsync("run-1"), Is.InRange(5, 6), "while it is in hand it may be longer than is told");
        await owner.RestAsync("run-1", null, None);
        Assert.That(await LengthAsync("run-1"), Is.EqualTo(6));
        await CommitAsync(owner, Append("run-1", 6));
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, Start, None);
        Assert.That(await LengthAsync("run-1"), Is.EqualTo(7));
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Continue("run-1", 7, "run-2", carried: 2));
        Assert.That((await LengthAsync("run-1"), await LengthAsync("run-2")), Is.EqualTo((8L, 3L)));
        await Store.TerminateAsync("run-2", next => Event(next, EventKind.WorkflowTerminated), None);
        Assert.That(await LengthAsync("run-2"), Is.EqualTo(4));
    }

    [Test]
    public async Task Length_of_a_log_that_was_purged_is_nothing()
    {
        await CreateAsync(Run("run-1", key: "key"));
        var owner = await OwnAsync(Store);
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        await Store.PurgeAsync(new PurgeRequest(Start.AddDays(9), true, Start.AddDays(9), 0, 100), None);

        Assert.That((await GetAsync("run-1")).PurgedAt, Is.Not.Null);
        Assert.That(await LengthAsync("run-1"), Is.Zero);
    }

    private async Task<long> LengthAsync(string runId) => await Store.GetLastSequenceAsync(runId, None);

    [Test]
    public async Task Runs_are_listed_newest_first_in_pages_and_by_filter()
    {
        for (var i = 1; i <= 5; i++)
            await CreateAsync(Run($"run-{i}", i == 3 ? Returns : Orders, key: $"key-{i}"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-2", 1, RunStatus.Failed));
        await CommitAsync(owner, Append("run-4", 1, RunStatus.Failed));

        Assert.That(await ListAsync(new RunQuery()), Is.EqualTo(["run-5", "run-4", "run-3", "run-2", "run-1"]));
        Assert.That(await ListAsync(new RunQuery { Limit = 2 }), Is.EqualTo(["run-5", "run-4"]));
        Assert.That(await ListAsync(new RunQuery { Limit = 2, After = "run-4" }), Is.EqualTo(["run-3", "run-2"]));
        Assert.That(await ListAsync(new RunQuery { After = "unknown" }), Is.Empty);
        Assert.That(await ListAsync(new RunQuery { Workflow = "Returns" }), Is.EqualTo(["run-3"]));
        Assert.That(await ListAsync(new RunQuery { Status = RunStatus.Failed }), Is.EqualTo(["run-4", "run-2"]));
        Assert.That(await ListAsync(new RunQuery { Status = RunStatus.Pending, Workflow = "Orders" }), Is.EqualTo(["run-5", "run-1"]));
        Assert.That(await ListAsync(new RunQuery { IdempotencyKey = "key-3" }), Is.EqualTo(["run-3"]));
        Assert.That(await ListAsync(new RunQuery { IdempotencyKey = "key-3", Workflow = "Orders" }), Is.Empty);
    }

    [TestCase(0)]
    [TestCase(10_001)]
    public void Limit_out_of_range_is_a_mistake_of_the_caller(int limit) =>
        Assert.That(async () => await Store.ListRunsAsync(new RunQuery { Limit = limit }, None), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Runs_are_counted_by_workflow_version_and_status()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        await CreateAsync(Run("run-3", new WorkflowKey("Orders", 2)));
        await CreateAsync(Run("run-4", Returns));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner, limit: 1);
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        Assert.That(await Store.CountRunsAsync(None), Is.EqualTo([
            new RunCount("Orders", 1, RunStatus.Pending, 1),
            new RunCount("Orders", 1, RunStatus.Completed, 1),
            new RunCount("Orders", 2, RunStatus.Pending, 1),
            new RunCount("Returns", 1, RunStatus.Pending, 1),
        ]));
    }

    [Test]
    public async Task Unfinished_runs_of_unknown_workflows_are_counted()
    {
        var newer = new WorkflowKey("Orders", 2);
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2", newer));
        await CreateAsync(Run("run-3", newer));
        await CreateAsync(Run("run-4", Returns));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner, workflows: Returns);
        await CommitAsync(owner, Append("run-4", 1, RunStatus.Completed));

        Assert.That(await Store.CountUnknownAsync([Orders], None), Is.EqualTo([new RunCount("Orders", 2, RunStatus.Pending, 2)]));
        Assert.That(await Store.CountUnknownAsync([Orders, newer], None), Is.Empty, "the run of the other has finished");
        Assert.That(await Store.CountUnknownAsync([Orders, newer, Returns], None), Is.Empty);
    }

    [Test]
    public async Task What_one_process_has_committed_another_reads()
    {
        var other = await OpenAsync();
        await CreateAsync(Run("run-1"), other);

        Assert.That((await GetAsync("run-1")).RunId, Is.EqualTo("run-1"));
    }

    [Test]
    public async Task Everything_survives_a_crash()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, events: 3, wakeAt: Start.AddDays(1)));
        await Store.SendAsync("run-1", Message("unread"), None);
        await CrashAsync(Store);

        var reopened = await OpenAsync();
        Assert.That((await reopened.ReadEventsAsync("run-1", 0, 10, None)).Select(stored => stored.Sequence), Is.EqualTo([1, 2, 3, 4]));
        Assert.That((await reopened.GetRunAsync("run-1", None))!.Status, Is.EqualTo(RunStatus.Waiting));
        Assert.That(await (await OwnAsync(reopened)).ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
    }

    private async Task<IEnumerable<string>> ListAsync(RunQuery query) => (await Store.ListRunsAsync(query, None)).Select(run => run.RunId);
}
