namespace DurableSdk.StoreTests.Contract;

/// <summary>A run that ends and goes on as a new one: both in one transaction, or neither.</summary>
public abstract class ChainContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Next_run_is_created_in_the_append_that_ends_the_one_before()
    {
        var owner = await OwnRunAsync();

        await CommitAsync(owner, Continue("run-1", 1, "run-2", version: 3, carried: 1));

        var ended = await GetAsync("run-1");
        Assert.That((ended.Status, ended.FirstRunId, ended.PreviousRunId, ended.NextRunId), Is.EqualTo((RunStatus.ContinuedAsNew, "run-1", (string?)null, "run-2")));
        var next = await GetAsync("run-2");
        Assert.That((next.Workflow, next.Version, next.Status), Is.EqualTo(("Orders", 3, RunStatus.Pending)));
        Assert.That((next.FirstRunId, next.PreviousRunId, next.NextRunId), Is.EqualTo(("run-1", "run-1", (string?)null)));
        Assert.That((next.CreatedAt, next.UpdatedAt, next.WakeAt), Is.EqualTo((Start.AddMinutes(1), Start.AddMinutes(1), (DateTimeOffset?)null)));
        Assert.That((await EventsAsync("run-2")).Select(e => (e.Sequence, e.Kind)), Is.EqualTo([(1L, EventKind.WorkflowStarted), (2L, EventKind.CancelRequested)]));
        Assert.That((await Store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo(["run-2", "run-1"]));
    }

    [Test]
    public async Task Next_run_is_claimable_at_once_and_wakes_who_waits_for_work()
    {
        var owner = await OwnRunAsync();
        var work = owner.WaitForWorkAsync(None).AsTask();

        await CommitAsync(owner, Continue("run-1", 1, "run-2"));

        await work.WaitAsync(StoreFixture.Patience);
        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-2", Orders, RunStatus.Pending, 1, false, true, 0)));
        await CommitAsync(owner, Append("run-2", 1));
    }

    [Test]
    public async Task Links_of_a_chain_know_the_first_and_the_last()
    {
        var owner = await OwnRunAsync();
        for (var i = 1; i < 5; i++)
        {
            await CommitAsync(owner, Continue($"run-{i}", 1, $"run-{i + 1}"));
            await ClaimOneAsync(owner);
        }

        await CreateAsync(Run("alone"));

        for (var i = 1; i <= 5; i++)
        {
            var run = await GetAsync($"run-{i}");
            Assert.That((run.FirstRunId, run.PreviousRunId, run.NextRunId), Is.EqualTo(("run-1", i == 1 ? null : $"run-{i - 1}", i == 5 ? null : $"run-{i + 1}")));
            Assert.That(await Store.GetLastOfChainAsync($"run-{i}", None), Is.EqualTo(await GetAsync("run-5")));
        }

        Assert.That(await Store.GetLastOfChainAsync("alone", None), Is.EqualTo(await GetAsync("alone")));
        Assert.That(await Store.GetLastOfChainAsync("unknown", None), Is.Null);
    }

    [Test]
    public async Task Idempotency_key_stays_with_the_chain()
    {
        await CreateAsync(Run("run-1", key: "order-1"));
        var owner = await OwnAsync(Store);
        await ClaimOneAsync(owner);
        await CommitAsync(owner, Continue("run-1", 1, "run-2", version: 2));

        var again = await Store.CreateRunAsync(Run("run-9", key: "order-1"), None);
        Assert.That((again.Outcome, again.Run.RunId), Is.EqualTo((CreateRunOutcome.Existing, "run-2")));
        var other = await Store.CreateRunAsync(Run("run-9", key: "order-1", input: "other"), None);
        Assert.That((other.Outcome, other.Run.RunId), Is.EqualTo((CreateRunOutcome.KeyUsedWithOtherInput, "run-2")));
        Assert.That((await Store.ListRunsAsync(new RunQuery { IdempotencyKey = "order-1" }, None)).Select(run => run.RunId), Is.EqualTo(["run-2"]));
        Assert.That((await GetAsync("run-1")).IdempotencyKey, Is.EqualTo("order-1"), "it shows what it was started with");
    }

    [Test]
    public async Task Messages_that_were_not_used_and_ids_that_were_seen_move_to_the_next_run()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("used", "id-1"), None);
        await Store.SendAsync("run-1", Message("first", "id-2"), None);
        await Store.SendAsync("run-1", Message("second"), None);
        var used = (await owner.ReadInboxAsync("run-1", None))[0].Position;

        await CommitAsync(owner, Continue("run-1", 1, "run-2", consume: used));

        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
        Assert.That((await owner.ReadInboxAsync("run-2", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["first", "second"]));
        Assert.That((await ClaimOneAsync(owner)).HasInbox);
        Assert.That(await Store.SendAsync("run-2", Message("again", "id-1"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await Store.SendAsync("run-2", Message("again", "id-2"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(2), "an id counts for the whole chain");
    }

    [Test]
    public async Task Message_to_a_run_that_continued_is_told_so_and_changes_nothing()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));

        Assert.That(await Store.SendAsync("run-1", Message(id: "id-1"), None), Is.EqualTo(SendResult.RunContinued));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty);
        Assert.That(await owner.ReadInboxAsync("run-2", None), Is.Empty);
        Assert.That(await Store.SendAsync("run-2", Message(id: "id-1"), None), Is.EqualTo(SendResult.Accepted));
    }

    [Test]
    public async Task Messages_that_race_with_the_end_are_all_there()
    {
        var owner = await OwnRunAsync();
        var accepted = new System.Collections.Concurrent.ConcurrentBag<string>();
        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(() => SendAsync(sender))).ToList();

        for (var i = 1; i < 20; i++)
        {
            await CommitAsync(owner, Continue($"run-{i}", 1, $"run-{i + 1}"));
            while ((await ClaimAsync(owner)).Runs.All(run => run.RunId != $"run-{i + 1}"))
            {
            }
        }

        await Task.WhenAll(senders);
        var arrived = (await owner.ReadInboxAsync("run-20", None)).Select(entry => Text(entry.Message.Body)).ToList();
        Assert.That(arrived, Is.EquivalentTo(accepted));
        Assert.That(arrived, Has.Count.EqualTo(8 * 25));

        async Task SendAsync(int sender)
        {
            var runId = "run-1";
            for (var i = 0; i < 25; i++)
            {
                while (await Store.SendAsync(runId, Message($"{sender}/{i}"), None) == SendResult.RunContinued)
                    runId = (await Store.GetLastOfChainAsync(runId, None))!.RunId;
                accepted.Add($"{sender}/{i}");
            }
        }
    }

    [TestCase(0)]
    [TestCase(2)]
    public async Task Append_that_is_refused_creates_no_next_run(long expected)
    {
        var owner = await OwnRunAsync();

        Assert.That((await AppendAsync(owner, Continue("run-1", expected, "run-2"))).Outcome, Is.EqualTo(AppendOutcome.SequenceConflict));
        Assert.That((await AppendAsync(owner, Continue("run-1", 1, "run-2", consume: 99))).Outcome, Is.EqualTo(AppendOutcome.NotClaimed));
        await NothingIsThereAsync(Store);
    }

    [Test]
    public async Task Owner_that_was_taken_over_from_creates_no_next_run()
    {
        var stale = await OwnRunAsync();
        var present = await OwnAsync(await OpenAsync(), takeOver: true);

        Assert.That((await AppendAsync(stale, Continue("run-1", 1, "stale"))).Outcome, Is.EqualTo(AppendOutcome.Fenced));
        await NothingIsThereAsync(Store);
        await ClaimOneAsync(present);
        await CommitAsync(present, Continue("run-1", 1, "run-2"));
        Assert.That((await AppendAsync(stale, Continue("run-1", 1, "stale"))).Outcome, Is.EqualTo(AppendOutcome.Fenced));
        Assert.That(await Store.CountRunsAsync(None), Is.EqualTo([new RunCount("Orders", 1, RunStatus.Pending, 1), new RunCount("Orders", 1, RunStatus.ContinuedAsNew, 1)]));
    }

    [Test]
    public async Task Appends_that_race_create_one_next_run()
    {
        var owner = await OwnRunAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() => AppendAsync(owner, Continue("run-1", 1, $"next-{i}")))));

        var winner = results.Index().Single(result => result.Item.Outcome == AppendOutcome.Committed).Index;
        Assert.That(results.Count(result => result.Outcome == AppendOutcome.RunFinished), Is.EqualTo(15));
        Assert.That((await Store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo([$"next-{winner}", "run-1"]));
        Assert.That((await GetAsync("run-1")).NextRunId, Is.EqualTo($"next-{winner}"));
    }

    [Test]
    public async Task Crash_before_the_append_leaves_the_old_run_and_after_it_the_next_one()
    {
        await OwnRunAsync();
        await CrashAsync(Store);
        var second = await OpenAsync();
        var owner = await OwnAsync(second);
        await NothingIsThereAsync(second);
        Assert.That((await ClaimOneAsync(owner)).RunId, Is.EqualTo("run-1"));
        await CommitAsync(owner, Continue("run-1", 1, "run-2"));
        await CrashAsync(second);

        var third = await OpenAsync();
        var last = await OwnAsync(third);
        Assert.That((await ClaimOneAsync(last)).RunId, Is.EqualTo("run-2"));
        Assert.That((await third.ListRunsAsync(new RunQuery(), None)).Select(run => (run.RunId, run.Status)), Is.EqualTo(
            [("run-2", RunStatus.Pending), ("run-1", RunStatus.ContinuedAsNew)]));
    }

    [Test]
    public async Task Next_run_whose_id_is_taken_or_that_is_malformed_is_a_mistake_of_the_caller()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("taken"));
        var good = Continue("run-1", 1, "run-2");

        Append[] bad =
        [
            Continue("run-1", 1, "taken"),
            good with { Next = null },
            good with { Status = RunStatus.Completed },
            Continue("run-1", 1, ""),
            good with { Next = good.Next! with { Events = [] } },
            good with { Next = good.Next! with { Events = [Event(1)] } },
            good with { Next = good.Next! with { Events = [Event(2, EventKind.WorkflowStarted)] } },
        ];
        foreach (var append in bad)
            Assert.That(async () => await AppendAsync(owner, append), Throws.ArgumentException, $"{append}");

        Assert.That((await GetAsync("run-1")).Status, Is.EqualTo(RunStatus.Pending));
        await CommitAsync(owner, good);
    }

    [Test]
    public async Task Run_that_continued_counts_as_finished_for_who_waits_for_it()
    {
        var owner = await OwnRunAsync();
        var waiting = Store.WaitForFinishAsync("run-1", None).AsTask();

        await CommitAsync(owner, Continue("run-1", 1, "run-2"));

        var finished = await waiting.WaitAsync(StoreFixture.Patience);
        Assert.That((finished.Status, (await GetAsync("run-1")).NextRunId), Is.EqualTo((RunStatus.ContinuedAsNew, "run-2")));
    }

    private static async Task NothingIsThereAsync(IEventStore store)
    {
        Assert.That((await store.ListRunsAsync(new RunQuery(), None)).Select(run => run.RunId), Is.EqualTo(["run-1"]));
        var run = await store.GetRunAsync("run-1", None);
        Assert.That((run!.Status, run.NextRunId), Is.EqualTo((RunStatus.Pending, (string?)null)));
    }
}
