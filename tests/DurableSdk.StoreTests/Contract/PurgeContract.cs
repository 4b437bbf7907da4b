namespace DurableSdk.StoreTests.Contract;

public abstract class PurgeContract(StoreFixture fixture) : StoreContract(fixture)
{
    private static readonly DateTimeOffset Later = Start.AddDays(30);

    [Test]
    public async Task Purge_deletes_what_finished_before_the_time_and_nothing_else()
    {
        var owner = await FinishedAsync("old");
        await CreateAsync(Run("unfinished"));
        await CreateAsync(Run("young"));
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("young", 1, RunStatus.Failed) with { Events = [Event(2, at: Start.AddDays(8))] });

        Assert.That(await PurgeAsync(before: Start.AddDays(7)), Is.EqualTo(1));

        Assert.That((await Store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo(["young", "unfinished"]));
        Assert.That(await EventsAsync("old"), Is.Empty);
        Assert.That(await Store.GetRunAsync("old", None), Is.Null);
        Assert.That(await EventsAsync("young"), Has.Count.EqualTo(2));
        Assert.That(await Store.SendAsync("old", Message(), None), Is.EqualTo(SendResult.RunNotFound));
    }

    [Test]
    public async Task Purged_run_with_a_key_keeps_the_key()
    {
        await FinishedAsync("old", key: "order-17");
        await PurgeAsync(before: Later);
        Assert.That(await Store.ListRunsAsync(new RunQuery { Attributes = new Dictionary<string, AttributeValue> { ["customer"] = 7 } }, None), Is.Empty);

        var run = await GetAsync("old");
        Assert.That((run.Status, run.PurgedAt, run.IdempotencyKey, run.StatusText), Is.EqualTo((RunStatus.Completed, (DateTimeOffset?)Later, "order-17", (string?)null)));
        Assert.That(await EventsAsync("old"), Is.Empty);
        Assert.That(await Store.ReadLastEventAsync("old", None), Is.Null);
        Assert.That((await Store.CreateRunAsync(Run("new", key: "order-17"), None)).Outcome, Is.EqualTo(CreateRunOutcome.Existing));
        Assert.That((await Store.CreateRunAsync(Run("new", key: "order-17", input: "other"), None)).Outcome, Is.EqualTo(CreateRunOutcome.KeyUsedWithOtherInput));
        Assert.That(await PurgeAsync(before: Later), Is.Zero, "it was purged already");
    }

    [Test]
    public async Task Purged_run_whose_key_is_given_up_frees_it()
    {
        await FinishedAsync("old", key: "order-17");
        await PurgeAsync(before: Later, keepKeys: false);
        await CreateAsync(Run("new", key: "order-17"));
        Assert.That(await Store.GetRunAsync("old", None), Is.Null);
    }

    [Test]
    public async Task Purge_of_a_chain_leaves_the_run_that_goes_on()
    {
        await CreateAsync(Run("first", key: "order-17"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("first", 1, "second"));

        Assert.That(await PurgeAsync(before: Later), Is.EqualTo(1));

        Assert.That(await Store.GetRunAsync("first", None), Is.Null);
        var second = await GetAsync("second");
        Assert.That((second.FirstRunId, second.PreviousRunId), Is.EqualTo(("first", "first")));
        Assert.That((await Store.GetLastOfChainAsync("second", None))!.RunId, Is.EqualTo("second"));
        Assert.That((await Store.CreateRunAsync(Run("new", key: "order-17"), None)).Run.RunId, Is.EqualTo("second"));
    }

    [Test]
    public async Task End_of_a_chain_is_not_purged_before_its_beginning()
    {
        await CreateAsync(Run("first"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("first", 1, "second") with { Events = [Event(2, EventKind.ContinuedAsNew, at: Start.AddDays(8))] });
        await ClaimAsync(owner);
        // Somebody has set the clock back.
        await CommitAsync(owner, Append("second", 1, RunStatus.Completed) with { Events = [Event(2, at: Start)] });

        Assert.That(await PurgeAsync(before: Start.AddDays(7)), Is.Zero);

        Assert.That((await Store.GetLastOfChainAsync("first", None))!.RunId, Is.EqualTo("second"), "who asks for the run that goes on would find that the first does");
        Assert.That(await PurgeAsync(before: Later), Is.EqualTo(2));
    }

    [Test]
    public async Task First_run_of_a_chain_stands_for_it_also_when_it_was_purged()
    {
        await CreateAsync(Run("first"));
        await CreateAsync(Run("other"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("first", 1, "second"));
        await PurgeAsync(before: Later);

        Assert.That((await Store.GetLastOfChainAsync("first", None))!.RunId, Is.EqualTo("second"));
        await CommitAsync(owner, Append("other", 1) with { Messages = [To("first", "stop")] });
        Assert.That((await owner.ReadInboxAsync("second", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["stop"]));
        Assert.That(await Store.GetLastOfChainAsync("unknown", None), Is.Null);
    }

    [Test]
    public async Task Id_of_a_purged_first_run_is_its_chains_as_long_as_that_goes_on()
    {
        await CreateAsync(Run("first"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Continue("first", 1, "second"));
        await PurgeAsync(before: Later);

        var again = await Store.CreateRunAsync(Run("first"), None);
        Assert.That((again.Outcome, again.Run.RunId), Is.EqualTo((CreateRunOutcome.Existing, "second")));
        Assert.That((await Store.CreateRunAsync(Run("first", input: "other"), None)).Outcome, Is.EqualTo(CreateRunOutcome.RunIdTaken));
        await ClaimAsync(owner);
        Assert.That(async () => await AppendAsync(owner, Append("second", 1) with { Children = [Run("first")] }), Throws.ArgumentException);
        Assert.That(async () => await AppendAsync(owner, Continue("second", 1, "first")), Throws.ArgumentException);
        await CommitAsync(owner, Append("second", 1, RunStatus.Completed));
        await PurgeAsync(before: Later);
        await CreateAsync(Run("first"));
    }

    [Test]
    public async Task Purge_that_keeps_no_keys_lets_go_of_what_earlier_ones_have_kept()
    {
        await CreateAsync(Run("run-1", key: "order-17"));
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        Assert.That(await PurgeAsync(before: Later), Is.EqualTo(1));
        Assert.That(await PurgeAsync(before: Later), Is.Zero);

        Assert.That((await Store.PurgeAsync(new PurgeRequest(Later, false, Later, 0, 100), None)).Purged, Is.EqualTo(1));

        await CreateAsync(Run("run-2", key: "order-17"));
    }

    [Test]
    public async Task Purge_goes_slice_by_slice_through_all()
    {
        var owner = await OwnAsync(Store);
        for (var i = 0; i < 7; i++)
        {
            await CreateAsync(Run($"run-{i}"));
            await ClaimAsync(owner);
            await CommitAsync(owner, Append($"run-{i}", 1, i == 3 ? RunStatus.Waiting : RunStatus.Completed));
        }

        var first = await Store.PurgeAsync(new PurgeRequest(Later, true, Later, 0, 2), None);
        Assert.That(first.Purged, Is.EqualTo(2));
        Assert.That(first.Next, Is.Not.Null);
        Assert.That(await PurgeAsync(before: Later, limit: 2), Is.EqualTo(4));
        Assert.That((await Store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo(["run-3"]));
    }

    [Test]
    public async Task Terminated_run_is_purged_only_after_its_owner_has_heard_of_it()
    {
        var owner = await OwnRunAsync();
        await Store.TerminateAsync("run-1", sequence => Event(sequence, EventKind.WorkflowTerminated), None);
        Assert.That(await PurgeAsync(before: Later), Is.Zero);
        await ClaimAsync(owner);
        Assert.That(await PurgeAsync(before: Later), Is.EqualTo(1));
    }

    [Test]
    public async Task Inbox_positions_of_purged_runs_are_never_used_again()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("unused"), None);
        var position = (await owner.ReadInboxAsync("run-1", None))[0].Position;
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));
        await PurgeAsync(before: Later);

        await CreateAsync(Run("run-1"));
        await Store.SendAsync("run-1", Message(), None);
        Assert.That((await owner.ReadInboxAsync("run-1", None)).Single().Position, Is.GreaterThan(position));
    }

    private async Task<IRunOwner> FinishedAsync(string runId, string? key = null)
    {
        await CreateAsync(Run(runId, key: key) with
        {
            Projection = new RunProjection { Attributes = new Dictionary<string, AttributeValue?> { ["customer"] = 7 }, SetsStatusText = true, StatusText = "text" },
        });
        var owner = await OwnAsync(Store);
        await ClaimAsync(owner);
        await CommitAsync(owner, Append(runId, 1, RunStatus.Completed));
        return owner;
    }

    private async Task<int> PurgeAsync(DateTimeOffset before, bool keepKeys = true, int limit = 100)
    {
        var purged = 0;
        for (long? after = 0; after is { } from;)
        {
            var slice = await Store.PurgeAsync(new PurgeRequest(before, keepKeys, Later, from, limit), None);
            purged += slice.Purged;
            after = slice.Next;
        }

        return purged;
    }
}
