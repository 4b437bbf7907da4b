namespace DurableSdk.StoreTests.Contract;

public abstract class InboxContract(StoreFixture fixture) : StoreContract(fixture)
{
    [Test]
    public async Task Message_wakes_a_waiting_run_and_lies_in_its_inbox()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, wakeAt: Start.AddDays(1)));
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, Start.AddDays(1), None);

        Assert.That(await Store.SendAsync("run-1", Message("first", "id-1"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await Store.SendAsync("run-1", Message("second"), None), Is.EqualTo(SendResult.Accepted));

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Waiting, 2, true, true, 0)));
        var inbox = await owner.ReadInboxAsync("run-1", None);
        Assert.That(inbox.Select(entry => Text(entry.Message.Body)), Is.EqualTo(["first", "second"]));
        Assert.That(inbox[0].Message with { Body = default }, Is.EqualTo(new InboxMessage(InboxKind.Cancel, default, Start.AddSeconds(5), "id-1")));
        Assert.That(inbox[0].Position, Is.LessThan(inbox[1].Position));
    }

    [Test]
    public async Task Message_for_a_claimed_run_is_reported_once()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, RunStatus.Pending, 1, true, false, 0)));
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
        await Store.SendAsync("run-1", Message(), None);
        Assert.That((await ClaimOneAsync(owner)).IsNew, Is.False);
    }

    [Test]
    public async Task Message_for_a_claimed_run_is_reported_beyond_the_limit_of_new_claims()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2"));
        await Store.SendAsync("run-1", Message(), None);

        var claimed = await ClaimAsync(owner, limit: 0);

        Assert.That(claimed.Runs.Select(run => (run.RunId, run.IsNew)), Is.EqualTo([("run-1", false)]));
        Assert.That(claimed.MayHaveMore);
    }

    [Test]
    public async Task Append_moves_a_message_out_of_the_inbox()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("first"), None);
        await Store.SendAsync("run-1", Message("second"), None);
        await ClaimAsync(owner);
        var inbox = await owner.ReadInboxAsync("run-1", None);

        await CommitAsync(owner, Append("run-1", 1, consume: inbox[0].Position));

        Assert.That((await owner.ReadInboxAsync("run-1", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["second"]));
        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(2));
    }

    [TestCase(RunStatus.Running)]
    [TestCase(RunStatus.Waiting)]
    [TestCase(RunStatus.Blocked)]
    public async Task Message_that_an_append_leaves_behind_is_reported_again(RunStatus status)
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);
        await ClaimAsync(owner);

        await CommitAsync(owner, Append("run-1", 1, status, wakeAt: Start.AddDays(1), build: "build-1"));

        Assert.That(await ClaimOneAsync(owner), Is.EqualTo(new ClaimedRun("run-1", Orders, status, 2, true, false, 0)));
    }

    [TestCase(RunStatus.Waiting)]
    [TestCase(RunStatus.Blocked)]
    public async Task Message_that_an_append_leaves_behind_survives_a_crash(RunStatus status)
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);
        await CommitAsync(owner, Append("run-1", 1, status, wakeAt: Start.AddDays(1), build: "build-1"));
        await CrashAsync(Store);

        var claimed = await ClaimOneAsync(await OwnAsync(await OpenAsync()));
        Assert.That((claimed.HasInbox, claimed.CrashedRecoveries), Is.EqualTo((true, 0)));
    }

    [Test]
    public async Task Consumed_message_leaves_the_wake_up_time_of_the_append()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message(), None);
        var inbox = await owner.ReadInboxAsync("run-1", None);
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Waiting, wakeAt: Start.AddDays(1), consume: inbox[0].Position));
        await owner.ReleaseAsync("run-1", RunStatus.Waiting, Start.AddDays(1), None);

        var claimed = await ClaimAsync(owner);
        Assert.That((claimed.Runs.Count, claimed.NextWakeAt), Is.EqualTo((0, (DateTimeOffset?)Start.AddDays(1))));
    }

    [Test]
    public async Task Append_that_consumes_what_is_not_in_the_inbox_changes_nothing()
    {
        var owner = await OwnRunAsync();
        await CreateAsync(Run("run-2"));
        await Store.SendAsync("run-1", Message(), None);
        await Store.SendAsync("run-2", Message(), None);
        var mine = (await owner.ReadInboxAsync("run-1", None))[0].Position;
        var others = (await owner.ReadInboxAsync("run-2", None))[0].Position;

        Assert.That((await AppendAsync(owner, Append("run-1", 1, consume: [mine, others]))).Outcome, Is.EqualTo(AppendOutcome.NotClaimed));
        Assert.That((await AppendAsync(owner, Append("run-1", 1, consume: [mine, 999]))).Outcome, Is.EqualTo(AppendOutcome.NotClaimed));

        Assert.That(await EventsAsync("run-1"), Has.Count.EqualTo(1));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
        await CommitAsync(owner, Append("run-1", 1, consume: mine));
    }

    [Test]
    public async Task Message_whose_id_was_seen_is_accepted_and_dropped()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("first", "id-1"), None);

        Assert.That(await Store.SendAsync("run-1", Message("again", "id-1"), None), Is.EqualTo(SendResult.Accepted));
        var inbox = await owner.ReadInboxAsync("run-1", None);
        Assert.That(inbox.Select(entry => Text(entry.Message.Body)), Is.EqualTo(["first"]));

        await CommitAsync(owner, Append("run-1", 1, consume: inbox[0].Position));
        Assert.That(await Store.SendAsync("run-1", Message("again", "id-1"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await owner.ReadInboxAsync("run-1", None), Is.Empty, "its id is remembered after it has left");

        await CommitAsync(owner, Append("run-1", 2, RunStatus.Completed));
        Assert.That(await Store.SendAsync("run-1", Message("again", "id-1"), None), Is.EqualTo(SendResult.Accepted));
        Assert.That(await Store.SendAsync("run-1", Message("other", "id-2"), None), Is.EqualTo(SendResult.RunFinished));
    }

    [Test]
    public async Task Same_message_id_of_two_runs_is_two_messages()
    {
        await CreateAsync(Run("run-1"));
        await CreateAsync(Run("run-2"));
        await Store.SendAsync("run-1", Message(id: "id-1"), None);
        await Store.SendAsync("run-2", Message(id: "id-1"), None);
        var owner = await OwnAsync(Store);

        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
        Assert.That(await owner.ReadInboxAsync("run-2", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Sends_that_race_with_one_id_leave_one_message()
    {
        await CreateAsync(Run("run-1"));
        var other = await OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () =>
            await (i % 2 == 0 ? Store : other).SendAsync("run-1", Message(id: "id-1"), None))));

        Assert.That(await (await OwnAsync(Store)).ReadInboxAsync("run-1", None), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Message_for_nobody_is_answered()
    {
        var owner = await OwnRunAsync();
        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        Assert.That(await Store.SendAsync("run-1", Message(), None), Is.EqualTo(SendResult.RunFinished));
        Assert.That(await Store.SendAsync("unknown", Message(), None), Is.EqualTo(SendResult.RunNotFound));
    }

    [Test]
    public async Task Message_that_came_before_the_end_and_was_not_used_stays_visible()
    {
        var owner = await OwnRunAsync();
        await Store.SendAsync("run-1", Message("unused"), None);

        await CommitAsync(owner, Append("run-1", 1, RunStatus.Completed));

        Assert.That((await owner.ReadInboxAsync("run-1", None)).Select(entry => Text(entry.Message.Body)), Is.EqualTo(["unused"]));
        Assert.That((await ClaimAsync(owner)).Runs, Is.Empty);
    }

    [Test]
    public async Task Sends_that_race_with_the_end_are_in_the_inbox_or_told()
    {
        var owner = await OwnRunAsync();
        var other = await OpenAsync();

        var sends = Enumerable.Range(0, 40).Select(i => Task.Run(async () => await (i % 2 == 0 ? Store : other).SendAsync("run-1", Message(), None))).ToList();
        var finish = Task.Run(() => CommitAsync(owner, Append("run-1", 1, RunStatus.Completed)));
        var results = await Task.WhenAll(sends);
        await finish;

        Assert.That(await owner.ReadInboxAsync("run-1", None), Has.Count.EqualTo(results.Count(result => result == SendResult.Accepted)));
    }

    [Test]
    public async Task Positions_are_never_used_again()
    {
        var owner = await OwnRunAsync();
        var last = 0L;
        for (var sequence = 1; sequence <= 3; sequence++)
        {
            await Store.SendAsync("run-1", Message(), None);
            var position = (await owner.ReadInboxAsync("run-1", None))[0].Position;
            Assert.That(position, Is.GreaterThan(last));
            await CommitAsync(owner, Append("run-1", sequence, consume: position));
            last = position;
        }

        await Store.DisposeAsync();
        var reopened = await OpenAsync();
        await reopened.SendAsync("run-1", Message(), None);
        Assert.That((await (await OwnAsync(reopened)).ReadInboxAsync("run-1", None))[0].Position, Is.GreaterThan(last));
    }
}
